package dev.waybill.server.failures;

import dev.waybill.failure.FailureEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts the records of one cause. Not thread-safe. */
final class CauseCount {
    static final int HOURS = 24;
    private static final int LONGEST_LABEL = 300;

    private final FailureEntry example;
    private final Instant now;
    private final long[] hours = new long[HOURS];
    private long count;
    private long edited;
    private long kept;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    CauseCount(FailureEntry example, Instant now) {
        this.example = example;
        this.now = now;
    }

    void add(FailureEntry entry) {
        Instant at = entry.parked().at();
        count++;
        kept += entry.isKept() ? 1 : 0;
        edited += !entry.isKept() && entry.edit().isPresent() ? 1 : 0;
        first = at.isBefore(first) ? at : first;
        last = at.isAfter(last) ? at : last;
        long hour = Duration.between(at, now).toHours();
        if (hour >= 0 && hour < HOURS) {
            hours[HOURS - 1 - (int) hour]++;
        }
    }

    Cause cause(KnownStore store) {
        var parked = example.parked();
        List<Long> spark = new ArrayList<>();
        for (long hour : hours) {
            spark.add(hour);
        }
        return new Cause(
                store,
                example.fingerprint(),
                parked.failure().failureClass(),
                parked.step(),
                Bounded.text(parked.failure().reason(), LONGEST_LABEL),
                count,
                edited,
                kept,
                first,
                last,
                spark);
    }
}
