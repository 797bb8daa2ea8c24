package dev.waybill.cli.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Aligned columns, numbers to the right. Keeps all rows until it is closed. */
final class TableRows implements RowWriter {
    private static final String GAP = "  ";

    private final List<String> columns;
    private final PrintStream out;
    private final List<List<? extends @Nullable Object>> rows = new ArrayList<>();

    TableRows(List<String> columns, PrintStream out) {
        this.columns = List.copyOf(columns);
        this.out = out;
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        rows.add(values);
    }

    @Override
    public void close() {
        int[] widths = columns.stream().mapToInt(String::length).toArray();
        for (List<? extends @Nullable Object> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], text(row.get(i)).length());
            }
        }
        print(columns.stream().map(c -> c.toUpperCase(Locale.ROOT)).toList(), widths);
        rows.forEach(row -> print(row, widths));
        out.flush();
    }

    private void print(List<? extends @Nullable Object> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = text(row.get(i));
            String padding = " ".repeat(widths[i] - text.length());
            line.append(i == 0 ? "" : GAP);
            line.append(row.get(i) instanceof Number ? padding + text : text + padding);
        }
        out.println(line.toString().stripTrailing());
    }

    private static String text(@Nullable Object value) {
        return Plain.visible(Objects.toString(value, ""));
    }
}
