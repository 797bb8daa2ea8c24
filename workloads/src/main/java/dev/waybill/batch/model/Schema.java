package dev.waybill.batch.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Columns in the order of their table.
 *
 * <p>Immutable.
 */
public record Schema(List<Column> columns) {
    /** More columns than this are refused. */
    public static final int MOST_COLUMNS = 4096;

    private static final int LONGEST_NAME = 200;
    /** Kept for ourselves or, the last one, by ClickHouse. */
    private static final Set<String> RESERVED = Set.of("_job_id", "_block", "_row_exists");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(4).build())
            .build();

    public Schema {
        columns = List.copyOf(columns);
    }

    /**
     * Reads a JSON object of column name → type name. The types are listed in {@code docs/batch/model.md}.
     *
     * @throws SchemaException with all that is wrong
     */
    public static Schema parse(String json) {
        var problems = new ArrayList<String>();
        var columns = new LinkedHashMap<String, Column>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notAnObject();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                column(parser, columns, problems);
            }
            if (parser.nextToken() != null) {
                problems.add("expected one JSON object, got more after its end");
            }
        } catch (JacksonException e) {
            throw notAnObject();
        }
        if (columns.isEmpty() && problems.isEmpty()) {
            throw notAnObject();
        }
        if (columns.size() > MOST_COLUMNS) {
            problems.add("expected at most " + MOST_COLUMNS + " columns, got " + columns.size());
        }
        if (!problems.isEmpty()) {
            throw new SchemaException(problems);
        }
        return new Schema(List.copyOf(columns.values()));
    }

    private static SchemaException notAnObject() {
        return new SchemaException(List.of("Schema must be a non-empty JSON object"));
    }

    private static void column(JsonParser parser, LinkedHashMap<String, Column> columns, List<String> problems) {
        String name = parser.currentName();
        String shown = "column \"" + Shown.brief(name) + "\": ";
        nameProblem(name).ifPresent(problem -> problems.add(shown + problem));
        if (columns.containsKey(name)) {
            problems.add(shown + "is there twice");
        }
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_STRING) {
            problems.add(shown + "expected the name of a type, such as \"UInt32\", got " + parser.getString());
            parser.skipChildren();
            columns.putIfAbsent(name, new Column(name, new ColumnType.Text(), "String"));
            return;
        }
        String spelling = parser.getString();
        ColumnType type = new ColumnType.Text();
        try {
            type = TypeParser.parse(spelling);
        } catch (IllegalArgumentException e) {
            problems.add(shown + e.getMessage());
        }
        columns.putIfAbsent(name, new Column(name, type, spelling));
    }

    private static Optional<String> nameProblem(String name) {
        if (name.isBlank()) {
            return Optional.of("a column needs a name");
        }
        if (name.length() > LONGEST_NAME) {
            return Optional.of("expected a name of at most " + LONGEST_NAME + " characters, got " + name.length());
        }
        if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            return Optional.of("expected a name without control characters");
        }
        if (RESERVED.contains(name)) {
            return Optional.of("this name is kept for the table's own use");
        }
        return Optional.empty();
    }

    /** The place of a column, counted from 0; -1 for none. */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The names, in order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
