package dev.waybill.local.clickhouse.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a text format into the fields of its rows. */
interface Fields {
    /** A field of a row, without quotes and escapes. */
    record Field(String text, boolean isNull, boolean isBlank) {}

    /** Null at the end. */
    @Nullable
    List<Field> next();
}
