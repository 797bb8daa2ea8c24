package dev.waybill.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comma separated, header first. Text that a spreadsheet would run as a formula is quoted. */
final class CsvRows implements RowWriter {
    private final CsvWriter csv;

    CsvRows(List<String> columns, PrintStream out) {
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .autoFlush(true)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(columns);
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        csv.writeRecord(values.stream().map(CsvRows::text).toList());
    }

    @Override
    public void close() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(@Nullable Object value) {
        String text = Objects.toString(value, "");
        return value instanceof Number ? text : Plain.noFormula(text);
    }
}
