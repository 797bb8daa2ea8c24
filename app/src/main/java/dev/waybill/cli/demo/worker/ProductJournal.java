package dev.waybill.cli.demo.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** What a worker of the jobs story has done, a line each, written down before it is reported. Used by one thread. */
public final class ProductJournal implements AutoCloseable {
    /** Datasets whose ids begin so fail for good: about one in a thousand. */
    public static final String NEVER = "bad";

    /** Datasets whose ids begin so fail at their first attempt. */
    public static final String NOT_AT_FIRST = "00";

    private static final String REFUSED = "refused";

    private final BufferedWriter out;

    private ProductJournal(BufferedWriter out) {
        this.out = out;
    }

    static ProductJournal append(Path file) throws IOException {
        return new ProductJournal(
                Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * One line.
     *
     * @param action process, update, delete, or that the report was refused
     */
    public record Line(long execution, String action, String dataset, String version, String dst) {
        /** Whether it says that a report did not count. */
        public boolean isRefusal() {
            return action.equals(REFUSED);
        }
    }

    void done(long execution, String action, String dataset, String version, String dst) throws IOException {
        out.write(execution + "," + action + "," + dataset + "," + version + "," + dst + "\n");
    }

    void refused(long execution) throws IOException {
        out.write(execution + "," + REFUSED + ",,,\n");
    }

    /** What was written survives this process from now on. */
    void flush() throws IOException {
        out.flush();
    }

    /** All whole lines of a journal; the last one of a process that was killed may not be. */
    public static List<Line> read(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.map(ProductJournal::line).flatMap(Optional::stream).toList();
        }
    }

    private static Optional<Line> line(String text) {
        String[] fields = text.split(",", -1);
        return fields.length == 5 && fields[0].matches("[0-9]{1,18}")
                ? Optional.of(new Line(Long.parseLong(fields[0]), fields[1], fields[2], fields[3], fields[4]))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
