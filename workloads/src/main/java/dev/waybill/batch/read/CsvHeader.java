package dev.waybill.batch.read;

import dev.waybill.batch.model.Shown;
import java.util.ArrayList;
import java.util.List;

/** The first row of a CSV file, which names the cells of the others. */
public final class CsvHeader {
    /** More columns than this are refused. */
    public static final int MOST_COLUMNS = 8192;

    private static final int LONGEST = 1 << 18;

    private CsvHeader() {}

    /**
     * The names in {@code scanner}'s last row. Two may be the same, and one may be empty.
     *
     * @throws UnreadableFileException where they cannot be told
     */
    public static List<String> of(CsvScanner scanner) throws UnreadableFileException {
        Cells cells = scanner.cells();
        if (scanner.quotes() != CsvScanner.Quotes.SOUND) {
            throw new UnreadableFileException("header: a quote is not closed in its line");
        }
        if (cells.count() > MOST_COLUMNS) {
            throw new UnreadableFileException(
                    "header: " + cells.count() + " columns; expected at most " + MOST_COLUMNS);
        }
        if (scanner.rowEnd() - scanner.rowBegin() > LONGEST) {
            throw new UnreadableFileException("header: longer than " + LONGEST + " bytes");
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < cells.count(); i++) {
            String name = cells.text(i);
            if (Utf8.firstBad(cells.bytes(), cells.begin(i), cells.end(i)) >= 0) {
                throw new UnreadableFileException(
                        "header: column " + (i + 1) + ", \"" + Shown.brief(name) + "\", is not UTF-8");
            }
            names.add(name);
        }
        return names;
    }
}
