package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an answer in one format. */
public interface RowWriter {
    /** The columns of an answer. */
    record Head(List<String> names, List<Type> types) {}

    void begin(Head head);

    void row(@Nullable Object[] values);

    /** Ends the answer, and returns all of it. */
    byte[] end();
}
