package dev.waybill.batch.model;

import dev.waybill.batch.model.ColumnType.Bool;
import dev.waybill.batch.model.ColumnType.Date;
import dev.waybill.batch.model.ColumnType.Date32;
import dev.waybill.batch.model.ColumnType.DateTime;
import dev.waybill.batch.model.ColumnType.DateTime64;
import dev.waybill.batch.model.ColumnType.Decimal;
import dev.waybill.batch.model.ColumnType.FixedText;
import dev.waybill.batch.model.ColumnType.Floating;
import dev.waybill.batch.model.ColumnType.Nullable;
import dev.waybill.batch.model.ColumnType.Text;
import dev.waybill.batch.model.ColumnType.Uuid;
import dev.waybill.batch.model.ColumnType.Vector;
import dev.waybill.batch.model.ColumnType.Whole;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads types as ClickHouse writes them, and the seed documents' other names. */
final class TypeParser {
    private static final Map<String, ColumnType> SIMPLE = simple();

    private TypeParser() {}

    private static Map<String, ColumnType> simple() {
        var types = new HashMap<String, ColumnType>();
        for (int bits = 8; bits <= 256; bits *= 2) {
            types.put("Int" + bits, new Whole(bits, true));
            types.put("UInt" + bits, new Whole(bits, false));
        }
        for (var type : List.of(
                new Text(),
                new Floating(32),
                new Floating(64),
                new Bool(),
                new Date(),
                new Date32(),
                new DateTime(Optional.empty()),
                new Uuid(),
                new Vector())) {
            types.put(type.name(), type);
        }
        types.put("Decimal", new Decimal(10, 0));
        types.put("DateTime64", new DateTime64(3, Optional.empty()));
        types.put("STRING", new Text());
        types.put("CATEGORY", new Text());
        types.put("TIMESTAMP", new Whole(32, false));
        types.put("FLOAT", new Floating(64));
        types.put("INTEGER", new Whole(64, true));
        types.put("BOOLEAN", new Bool());
        types.put("VECTOR", new Vector());
        return Map.copyOf(types);
    }

    /** @throws IllegalArgumentException says what is wrong */
    static ColumnType parse(String text) {
        String type = text.strip();
        ColumnType simple = SIMPLE.get(type);
        if (simple != null) {
            return simple;
        }
        int open = type.indexOf('(');
        if (open < 0 || !type.endsWith(")")) {
            throw unknown(text);
        }
        String name = type.substring(0, open).strip();
        String inside = type.substring(open + 1, type.length() - 1);
        return switch (name) {
            case "Nullable" -> nullable(inside.strip());
            case "FixedString" -> new FixedText(number(inside));
            case "Decimal" -> decimal(inside);
            case "Decimal32" -> new Decimal(9, number(inside));
            case "Decimal64" -> new Decimal(18, number(inside));
            case "Decimal128" -> new Decimal(38, number(inside));
            case "Decimal256" -> new Decimal(76, number(inside));
            case "DateTime" -> new DateTime(Optional.of(zone(inside)));
            case "DateTime64" -> precise(inside);
            case "Enum8" -> EnumValues.parse(inside).of(8);
            case "Enum16" -> EnumValues.parse(inside).of(16);
            case "Enum" -> EnumValues.parse(inside).narrowest();
            default -> throw unknown(text);
        };
    }

    private static ColumnType nullable(String inside) {
        if (inside.startsWith("Nullable")) { // told before it is read: it may be nested however deep
            throw new IllegalArgumentException(Shown.brief(inside) + " cannot be Nullable");
        }
        return new Nullable(parse(inside));
    }

    private static ColumnType decimal(String inside) {
        String[] parts = inside.split(",", -1);
        if (parts.length > 2) {
            throw new IllegalArgumentException("expected Decimal(precision, scale), got Decimal(" + inside + ")");
        }
        return new Decimal(number(parts[0]), parts.length == 1 ? 0 : number(parts[1]));
    }

    private static ColumnType precise(String inside) {
        int comma = inside.indexOf(',');
        return comma < 0
                ? new DateTime64(number(inside), Optional.empty())
                : new DateTime64(number(inside.substring(0, comma)), Optional.of(zone(inside.substring(comma + 1))));
    }

    private static int number(String text) {
        String digits = text.strip();
        if (!digits.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("expected a number in brackets, got \"" + Shown.brief(text) + "\"");
        }
        return Integer.parseInt(digits);
    }

    private static ZoneId zone(String text) {
        String zone = text.strip();
        if (zone.length() < 3 || !zone.startsWith("'") || !zone.endsWith("'")) {
            throw new IllegalArgumentException(
                    "expected a time zone in quotes, such as 'Europe/Berlin', got " + Shown.brief(text));
        }
        String id = zone.substring(1, zone.length() - 1);
        if (!id.equals("UTC") && !ZoneId.getAvailableZoneIds().contains(id)) {
            throw new IllegalArgumentException("no such time zone: \"" + Shown.brief(id) + "\"");
        }
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such time zone: \"" + Shown.brief(id) + "\"", e);
        }
    }

    private static IllegalArgumentException unknown(String text) {
        String meant = SIMPLE.keySet().stream()
                .filter(name -> name.equalsIgnoreCase(text.strip()))
                .sorted()
                .findFirst()
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return new IllegalArgumentException("no such type: \"" + Shown.brief(text) + "\"" + meant);
    }
}
