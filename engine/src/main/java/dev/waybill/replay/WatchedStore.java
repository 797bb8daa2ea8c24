package dev.waybill.replay;

import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import java.io.IOException;
import java.util.List;

/** A failure store whose parked records are counted. Used as the store is. */
record WatchedStore(FailureStore store, Tally tally) implements FailureStore {
    @Override
    public void park(List<ParkedRecord> records) throws IOException {
        store.park(records);
        tally.failedAgain(records.size());
    }
}
