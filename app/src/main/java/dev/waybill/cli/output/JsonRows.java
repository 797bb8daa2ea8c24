package dev.waybill.cli.output;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One object per row: an array of them, or a line each. */
final class JsonRows implements RowWriter {
    private final List<String> columns;
    private final PrintStream out;
    private final boolean array;
    private final JsonMapper json = JsonMapper.shared();

    private boolean empty = true;

    JsonRows(List<String> columns, PrintStream out, boolean array) {
        this.columns = List.copyOf(columns);
        this.out = out;
        this.array = array;
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            object.put(columns.get(i), json(values.get(i)));
        }
        String line = json.writeValueAsString(object);
        if (array) {
            out.print((empty ? "[\n  " : ",\n  ") + line);
        } else {
            out.print(line + "\n");
        }
        empty = false;
        out.flush();
    }

    @Override
    public void close() {
        if (array) {
            out.print(empty ? "[]\n" : "\n]\n");
        }
        out.flush();
    }

    private static @Nullable Object json(@Nullable Object value) {
        boolean asItIs = value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof List
                || value instanceof Map;
        return asItIs ? value : String.valueOf(value);
    }
}
