package dev.waybill.failure;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Walks once over the parked records that a store held when this was opened, those of one partition in the order in which
 * they were parked. Confined to the thread that opened it.
 */
public interface FailureCursor extends AutoCloseable {
    /** The next one; nothing once all were seen. */
    Optional<FailureEntry> next() throws IOException;

    /** A message for each thing seen so far that should be a parked record and is none: where, and what is wrong. */
    List<String> damaged();

    @Override
    void close();
}
