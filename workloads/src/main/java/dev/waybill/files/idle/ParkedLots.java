package dev.waybill.files.idle;

import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Parks records a few megabytes at a time, however many there are. Used by one thread, for one file. */
final class ParkedLots {
    private static final long LOT_BYTES = 4 << 20;

    private final FailureStore store;
    private final List<ParkedRecord> lot = new ArrayList<>();
    private long bytes;
    private int parked;

    ParkedLots(FailureStore store) {
        this.store = store;
    }

    void add(ParkedRecord record) throws IOException {
        lot.add(record);
        bytes += record.record().bytes();
        if (bytes >= LOT_BYTES) {
            park();
        }
    }

    /** Parks what waits; returns how many are parked for good now. */
    int end() throws IOException {
        park();
        return parked;
    }

    private void park() throws IOException {
        if (!lot.isEmpty()) {
            store.park(lot);
            parked += lot.size();
            lot.clear();
            bytes = 0;
        }
    }
}
