package dev.waybill.batch.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.model.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of JSON as cells: an object by its keys, or an array by its order. Numbers keep every digit. Depth and lengths are bounded.
 *
 * <p>Used by one thread; what it answers is valid until the next line.
 */
public final class JsonRow {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(Rows.LONGEST_ROW)
                    .build())
            .build();

    /** What came under a key that is not asked for. */
    public record Unknown(String key, String value) {}

    private final Map<String, Integer> places = new HashMap<>();
    private final Cells cells;
    private final int size;
    private final List<Unknown> unknown = new ArrayList<>();
    private final List<Integer> twice = new ArrayList<>();
    private byte[] text = new byte[1024];
    private int end;
    private int values;

    /**
     * Reads nothing yet.
     *
     * @param names keys that are asked for; a cell of each, in this order
     */
    public JsonRow(List<String> names) {
        size = names.size();
        cells = new Cells(size);
        for (int i = 0; i < size; i++) {
            places.putIfAbsent(names.get(i), i);
        }
    }

    /** Reads a line with one object. Says what is wrong where it is none. */
    public Optional<String> readObject(byte[] bytes, int from, int to) {
        return read(bytes, from, to, JsonToken.START_OBJECT, "one JSON object");
    }

    /** Reads a line with one array; cells beyond those that are asked for are counted. */
    public Optional<String> readArray(byte[] bytes, int from, int to) {
        return read(bytes, from, to, JsonToken.START_ARRAY, "one JSON array");
    }

    private Optional<String> read(byte[] bytes, int from, int to, JsonToken start, String expected) {
        if (text.length < to - from) {
            text = new byte[Math.max(to - from, 2 * text.length)];
        }
        cells.clear(text, size);
        unknown.clear();
        twice.clear();
        end = 0;
        values = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            if (parser.nextToken() != start) {
                return Optional.of("Expected " + expected + " in this line");
            }
            if (start == JsonToken.START_OBJECT) {
                readKeys(parser, bytes, from);
            } else {
                readValues(parser, bytes, from);
            }
            boolean isMore = parser.nextToken() != null;
            return isMore
                    ? Optional.of("Expected " + expected + " in this line, got more behind it")
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.of("Expected " + expected + " in this line: " + Shown.brief(e.getOriginalMessage()));
        }
    }

    private void readKeys(JsonParser parser, byte[] bytes, int from) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            Integer place = places.get(key);
            if (place == null) {
                int begin = end;
                CellKind kind = value(parser, token, bytes, from);
                unknown.add(new Unknown(key, kind == CellKind.NULL ? "null" : shown(begin)));
                end = begin;
            } else {
                if (cells.kind(place) != CellKind.ABSENT) {
                    twice.add(place);
                }
                put(place, parser, token, bytes, from);
            }
        }
    }

    private String shown(int begin) {
        return new String(text, begin, Math.min(end - begin, 1024), UTF_8);
    }

    private void readValues(JsonParser parser, byte[] bytes, int from) {
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (values < size) {
                put(values, parser, token, bytes, from);
            } else {
                parser.skipChildren();
            }
            values++;
            token = parser.nextToken();
        }
    }

    private void put(int place, JsonParser parser, JsonToken token, byte[] bytes, int from) {
        int begin = end;
        CellKind kind = value(parser, token, bytes, from);
        cells.put(place, begin, end, kind);
    }

    /** Adds the value's bytes to the text. */
    private CellKind value(JsonParser parser, JsonToken token, byte[] bytes, int from) {
        if (token == JsonToken.VALUE_NULL) {
            return CellKind.NULL;
        }
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
            raw(parser, bytes, from);
            return token == JsonToken.START_ARRAY ? CellKind.LIST : CellKind.OBJECT;
        }
        characters(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        if (token == JsonToken.VALUE_STRING) {
            return CellKind.TEXT;
        }
        return token.isNumeric() ? CellKind.NUMBER : CellKind.TRUTH;
    }

    private void raw(JsonParser parser, byte[] bytes, int from) {
        int begin = from + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int length = from + (int) parser.currentLocation().getByteOffset() - begin;
        System.arraycopy(bytes, begin, text, end, length);
        end += length;
    }

    private void characters(char[] in, int from, int length) {
        for (int i = from; i < from + length; i++) {
            char c = in[i];
            if (c < 0x80) {
                text[end++] = (byte) c;
            } else if (c < 0x800) {
                text[end++] = (byte) (0xc0 | (c >> 6));
                text[end++] = (byte) (0x80 | (c & 0x3f));
            } else if (i + 1 < from + length && Character.isSurrogatePair(c, in[i + 1])) {
                int point = Character.toCodePoint(c, in[++i]);
                text[end++] = (byte) (0xf0 | (point >> 18));
                text[end++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                text[end++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                text[end++] = (byte) (0x80 | (point & 0x3f));
            } else { // half a pair is written just as well, and is no UTF-8 then
                text[end++] = (byte) (0xe0 | (c >> 12));
                text[end++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                text[end++] = (byte) (0x80 | (c & 0x3f));
            }
        }
    }

    public Cells cells() {
        return cells;
    }

    /** Values of an array. */
    public int values() {
        return values;
    }

    /** What stands under other keys, in order. */
    public List<Unknown> unknown() {
        return unknown;
    }

    /** Cells whose key came more than once; the last value is in the cell. */
    public List<Integer> twice() {
        return twice;
    }
}
