package dev.waybill.testkit;

import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A failure store in memory, which refuses when it is told to. Used by one thread. */
public final class MemoryFailures implements FailureStore {
    private final List<ParkedRecord> parked = new ArrayList<>();
    private int refusals;

    /** Refuses the next {@code count} calls, as a full disk does. */
    public void refuse(int count) {
        refusals = count;
    }

    /** Everything that was set aside, in that order. */
    public List<ParkedRecord> parked() {
        return List.copyOf(parked);
    }

    @Override
    public void park(List<ParkedRecord> records) throws IOException {
        if (refusals > 0) {
            refusals--;
            throw new IOException("the failure store refuses, as the test asked");
        }
        parked.addAll(records);
    }
}
