package dev.waybill.why;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns: the first two to the left, the others to the right. */
final class Columns {
    private static final int LEFT = 2;

    private final List<List<String>> rows = new ArrayList<>();

    Columns(List<String> header) {
        rows.add(header);
    }

    void row(List<String> values) {
        rows.add(List.copyOf(values));
    }

    String text() {
        int[] widths = new int[rows.get(0).size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ");
                line.append(i < LEFT ? row.get(i) + padding : padding + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
