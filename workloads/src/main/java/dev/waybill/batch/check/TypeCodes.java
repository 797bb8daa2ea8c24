package dev.waybill.batch.check;

import dev.waybill.batch.model.Column;
import dev.waybill.batch.model.ColumnType;
import java.util.Locale;
import java.util.Map;

/** Which code says that a value does not fit its column. */
final class TypeCodes {
    /** The seed documents' codes, for columns whose type is given by the name it has there. */
    private static final Map<String, RejectCode> BY_SEED_NAME = Map.of(
            "STRING", RejectCode.NOT_A_STRING,
            "CATEGORY", RejectCode.NOT_A_CATEGORY,
            "FLOAT", RejectCode.NOT_A_FLOAT,
            "INTEGER", RejectCode.NOT_AN_INTEGER,
            "BOOLEAN", RejectCode.NOT_A_BOOLEAN,
            "VECTOR", RejectCode.NOT_A_VECTOR);

    private TypeCodes() {}

    static RejectCode of(Column column, String observed) {
        if (column.name().equals(ColumnCheck.EVENT_ID)) {
            return RejectCode.INVALID_EVENT_ID;
        }
        String spelling = seedName(column);
        if (spelling.equals("TIMESTAMP")) {
            return observed.matches("[+-]?[0-9]+") ? RejectCode.INVALID_TIMESTAMP : RejectCode.NOT_A_TIMESTAMP;
        }
        RejectCode seed = BY_SEED_NAME.get(spelling);
        return seed != null ? seed : RejectCode.valueOf("INVALID_" + family(column.type()));
    }

    /** Without the {@code Nullable} around it. */
    private static String seedName(Column column) {
        return column.spelling().strip().replaceFirst("^Nullable\\s*\\(\\s*(.*?)\\s*\\)$", "$1");
    }

    /** {@code UINT32} of {@code UInt32}, {@code ENUM} of {@code Enum8('a' = 1)}. */
    private static String family(ColumnType type) {
        if (type instanceof ColumnType.Nullable nullable) {
            return family(nullable.of());
        }
        if (type instanceof ColumnType.Enumerated) {
            return "ENUM";
        }
        return type.name().replaceFirst("\\(.*", "").toUpperCase(Locale.ROOT);
    }
}
