package dev.waybill.local.clickhouse.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV with commas. Not thread-safe. */
final class CsvInput implements Fields {
    private final String text;
    private int at;

    CsvInput(byte[] data, int offset) {
        this.text = new String(data, offset, data.length - offset, UTF_8);
    }

    @Override
    public @Nullable List<Field> next() {
        if (at >= text.length()) {
            return null;
        }
        var fields = new ArrayList<Field>();
        while (true) {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : bare());
            if (at >= text.length()) {
                return fields;
            }
            char c = text.charAt(at++);
            if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                at++;
                return fields;
            }
            if (c == '\n') {
                return fields;
            }
            if (c != ',') {
                throw new Refusal(
                        Code.CANNOT_PARSE_INPUT_ASSERTION_FAILED,
                        "Cannot parse input: expected ',' before: '" + c + "'");
            }
        }
    }

    private Field quoted() {
        var value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                value.append('"');
                at++;
            } else {
                return new Field(value.toString(), false, false);
            }
        }
        throw new Refusal(
                Code.CANNOT_PARSE_INPUT_ASSERTION_FAILED, "Cannot parse input: expected '\"' at end of stream.");
    }

    private Field bare() {
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String value = text.substring(start, at);
        return new Field(value, value.equals("\\N"), value.isEmpty());
    }
}
