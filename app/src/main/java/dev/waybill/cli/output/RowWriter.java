package dev.waybill.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints rows, each with one value per column. Not thread-safe. */
public interface RowWriter extends AutoCloseable {
    /** Numbers and booleans stay what they are in JSON, lists become arrays, everything else is its text. */
    void row(List<? extends @Nullable Object> values);

    @Override
    void close();
}
