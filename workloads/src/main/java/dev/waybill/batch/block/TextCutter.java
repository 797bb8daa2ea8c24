package dev.waybill.batch.block;

import dev.waybill.batch.read.CsvHeader;
import dev.waybill.batch.read.CsvScanner;
import dev.waybill.batch.read.Found;
import dev.waybill.batch.read.LineScanner;
import dev.waybill.batch.read.OpenFile;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.RowScanner;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts text where its scanner finds rows. Used by one thread. */
final class TextCutter implements Cutter {
    /** Of a row that is too long, so many bytes are handed on. */
    private static final int BEGINNING = 1 << 16;

    private final OpenFile file;
    private final BlockSize size;
    private final RowFormat format;
    private final RowScanner scanner;
    private final Window window;
    private List<String> header = List.of();

    /** Of what comes next. */
    private long row = 1;

    private long line = 1;

    /** The block that grows: where it begins in the window, and what it has. */
    private int begin;

    private int rows;
    private long lines;

    private TextCutter(OpenFile file, BlockSize size, RowFormat format, RowScanner scanner) {
        this.file = file;
        this.size = size;
        this.format = format;
        this.scanner = scanner;
        this.window = new Window(file, 2 * size.bytes() + (1 << 16));
        scanFrom(0);
    }

    static TextCutter lines(OpenFile file, BlockSize size) {
        return new TextCutter(file, size, RowFormat.JSONL, new LineScanner());
    }

    static TextCutter csv(OpenFile file, BlockSize size) throws IOException, UnreadableFileException {
        var scanner = new CsvScanner(CsvHeader.MOST_COLUMNS);
        var cutter = new TextCutter(file, size, RowFormat.CSV, scanner);
        cutter.readHeader(scanner);
        return cutter;
    }

    private void readHeader(CsvScanner csv) throws IOException, UnreadableFileException {
        Found found = csv.next();
        while (found == Found.MORE || found == Found.BLANK) {
            if (found == Found.MORE) {
                readOn();
            } else {
                line++;
                begin = csv.position();
            }
            found = csv.next();
        }
        if (found == Found.END) {
            throw new UnreadableFileException("the file has blank lines only; expected a header");
        }
        if (found == Found.TOO_LONG) {
            throw new UnreadableFileException("header: longer than " + Rows.LONGEST_ROW + " bytes");
        }
        header = CsvHeader.of(csv);
        line += csv.lines();
    }

    @Override
    public @Nullable Rows next() throws IOException, UnreadableFileException {
        begin = scanner.position();
        rows = 0;
        lines = 0;
        while (true) {
            Found found = scanner.next();
            if (found == Found.MORE) {
                readOn();
            } else if (rows > 0 && isFullWith(found)) {
                return block();
            } else if (found == Found.ROW) {
                rows++;
                lines += scanner.lines();
            } else if (found == Found.BLANK) {
                skipBlank();
            } else if (found == Found.TOO_LONG) {
                return beginning();
            } else {
                return null;
            }
        }
    }

    private boolean isFullWith(Found found) {
        return found == Found.END
                || found == Found.TOO_LONG
                || scanner.position() - begin > size.bytes()
                || (found == Found.ROW && rows == size.rows());
    }

    /** What has grown, without the row at which the scanner is; that one is read again. */
    private Rows block() {
        int end = scanner.rowBegin();
        var block = new Rows(format, header, row, line, rows, Arrays.copyOfRange(window.bytes(), begin, end), 0);
        row += rows;
        line += lines;
        scanFrom(end);
        return block;
    }

    /** Blank lines are part of a block only between its rows. */
    private void skipBlank() {
        if (rows == 0) {
            line++;
            begin = scanner.position();
        } else {
            lines++;
        }
    }

    private Rows beginning() throws IOException, UnreadableFileException {
        byte[] first = Arrays.copyOfRange(window.bytes(), scanner.rowBegin(), scanner.rowBegin() + BEGINNING);
        long length = skipLine(scanner.rowBegin());
        var block = new Rows(format, header, row, line, 1, first, length);
        row++;
        line++;
        return block;
    }

    private long skipLine(int from) throws IOException, UnreadableFileException {
        long length = 0;
        int at = from;
        while (true) {
            int start = at;
            while (at < window.end() && !isLineEnd(window.bytes()[at])) {
                at++;
            }
            length += at - start;
            if (window.isEnd() || at + 1 < window.end()) { // one byte more tells whether a CR has an LF behind it
                break;
            }
            window.advance(at);
            at = 0;
        }
        if (at < window.end()) {
            boolean isTwo = window.bytes()[at] == '\r' && at + 1 < window.end() && window.bytes()[at + 1] == '\n';
            at += isTwo ? 2 : 1;
        }
        scanFrom(at);
        return length;
    }

    private boolean isLineEnd(byte b) {
        return b == '\n' || (b == '\r' && format == RowFormat.CSV);
    }

    private void readOn() throws IOException, UnreadableFileException {
        int at = scanner.position() - begin;
        window.advance(begin);
        begin = 0;
        scanFrom(at);
    }

    private void scanFrom(int at) {
        scanner.over(window.bytes(), at, window.end(), window.isEnd());
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
