package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.table.Inserts;
import dev.waybill.local.clickhouse.table.TableColumn;
import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** JSONEachRow: a key that is not there gives the default, one that is unknown is refused. Not thread-safe. */
final class JsonRows implements Inserts.Rows {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final List<TableColumn> columns;
    private final MappingIterator<JsonNode> objects;
    private final @Nullable Object[] row;
    private long number;

    JsonRows(List<TableColumn> columns, byte[] data, int offset) {
        this.columns = columns;
        this.objects = EXACT.readerFor(JsonNode.class).readValues(data, offset, data.length - offset);
        this.row = new Object[columns.size()];
    }

    @Override
    public @Nullable Object @Nullable [] next() {
        try {
            if (!objects.hasNextValue()) {
                return null;
            }
            number++;
            read(objects.nextValue());
            return row;
        } catch (JacksonException e) {
            throw new Refusal(
                    Code.CANNOT_PARSE_INPUT_ASSERTION_FAILED,
                    "Cannot parse input: expected a JSON object: (at row " + (number + 1) + ")");
        } catch (Refusal refusal) {
            throw InputFormat.at(refusal, number);
        }
    }

    private void read(JsonNode object) {
        if (!object.isObject()) {
            throw new Refusal(Code.CANNOT_PARSE_INPUT_ASSERTION_FAILED, "Cannot parse input: expected '{'");
        }
        for (String name : object.propertyNames()) {
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                throw new Refusal(Code.INCORRECT_DATA, "Unknown field found while parsing JSONEachRow format: " + name);
            }
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = value(columns.get(i).type(), object.path(columns.get(i).name()));
        }
    }

    private static @Nullable Object value(Type type, JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return type.defaultValue();
        }
        if (type.family() == Family.ARRAY && json.isArray()) {
            return Values.parse(type.bare(), json.toString());
        }
        if (json.isContainer()) {
            throw new Refusal(Code.CANNOT_PARSE_TEXT, "Cannot parse " + json + " as " + type);
        }
        boolean isWhole = json.isNumber() && type.isInteger();
        if (isWhole && json.decimalValue().stripTrailingZeros().scale() > 0) {
            throw new Refusal(Code.CANNOT_PARSE_TEXT, "Cannot parse " + json + " as " + type);
        }
        if (json.isBoolean() && type.family() != Family.BOOL) {
            throw new Refusal(Code.CANNOT_PARSE_TEXT, "Cannot parse " + json + " as " + type);
        }
        String text = json.isNumber()
                ? (isWhole
                        ? json.decimalValue().toBigIntegerExact().toString()
                        : json.decimalValue().toString())
                : json.asString();
        return Values.parse(type.bare(), text);
    }
}
