package dev.waybill.cli.demo;

import dev.waybill.cli.output.RowWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a story, each with what it should be where that is known.
 *
 * <p>Not thread-safe.
 */
final class Figures {
    static final List<String> COLUMNS = List.of("figure", "value", "expected");

    private record Row(
            String figure, Number value, @Nullable Number expected) {}

    private final List<Row> rows = new ArrayList<>();

    void expect(String figure, long value, long expected) {
        rows.add(new Row(figure, value, expected));
    }

    void measure(String figure, Number value) {
        rows.add(new Row(figure, value, null));
    }

    /** One line for each number that is not what it should be. */
    List<String> differences() {
        return rows.stream()
                .filter(row -> row.expected != null && !row.expected.equals(row.value))
                .map(row -> row.figure + ": expected " + row.expected + ", found " + row.value)
                .toList();
    }

    void print(RowWriter writer) {
        for (Row row : rows) {
            writer.row(java.util.Arrays.asList(row.figure, row.value, row.expected));
        }
    }
}
