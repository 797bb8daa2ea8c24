package dev.waybill.batch.check;

import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Rows;

/**
 * Holds rows against a schema. Pure: the same rows always come out the same.
 *
 * <p>Used by one thread; keeps buffers between calls.
 */
public final class RowChecker {
    /** Checks rows against {@code schema}. */
    public RowChecker(Schema schema) {}

    /** Looks at every cell of {@code rows}; {@code ok + rejected = total}, always. */
    public Checked check(Rows rows) {
        throw new UnsupportedOperationException("to come");
    }
}
