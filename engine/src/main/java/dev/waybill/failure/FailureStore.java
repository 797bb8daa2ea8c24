package dev.waybill.failure;

import java.io.IOException;
import java.util.List;

/** Where records go that cannot be delivered. One thread at a time uses a store. */
@FunctionalInterface
public interface FailureStore {
    /**
     * Sets these records aside. Once this returns they survive a crash of this process and of this machine; only then are
     * they settled.
     *
     * @throws IOException if they may not survive; the records stay unsettled and are parked again later
     */
    void park(List<ParkedRecord> records) throws IOException;
}
