package dev.waybill.failure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Moments from {@code from} on, before {@code until}. */
public record TimeRange(Instant from, Instant until) {
    public static final TimeRange ALWAYS = new TimeRange(Instant.MIN, Instant.MAX);

    public TimeRange {
        if (from.isAfter(until)) {
            throw new IllegalArgumentException(
                    "times: expected the first not to be after the last, got " + from + " and " + until);
        }
    }

    boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }

    List<String> conditions() {
        var conditions = new ArrayList<String>();
        if (from.isAfter(Instant.MIN)) {
            conditions.add("at>=" + from);
        }
        if (until.isBefore(Instant.MAX)) {
            conditions.add("at<" + until);
        }
        return conditions;
    }
}
