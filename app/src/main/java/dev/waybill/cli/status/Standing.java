package dev.waybill.cli.status;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one thing fares. What is not known, or does not go with it, is null.
 *
 * @param what {@code pipeline}, {@code group}, {@code batch jobs} or {@code product jobs}
 * @param name of the pipeline, the group or the processor
 * @param perSecond delivered in a second, of late
 * @param unfinished records that were read and have not arrived, of a group those that are not committed, or jobs that are not over
 * @param oldest age in seconds of the oldest of them that holds an offset back
 * @param blockedSince since when nothing moves, RFC 3339
 * @param where it was asked
 */
record Standing(
        String what,
        String name,
        String state,
        @Nullable Double perSecond,
        @Nullable Long unfinished,
        @Nullable Long oldest,
        @Nullable String blockedSince,
        @Nullable String breaker,
        String where) {
    static final List<String> COLUMNS = List.of(
            "what", "name", "state", "delivered_per_s", "unfinished", "oldest_s", "blocked_since", "breaker", "where");

    /** Somebody who should be there, and does not answer. */
    static Standing silent(String what, String name, String reason, String where) {
        return new Standing(what, name, "silent: " + reason, null, null, null, null, null, where);
    }

    List<@Nullable Object> row() {
        var row = new ArrayList<@Nullable Object>();
        row.add(what);
        row.add(name);
        row.add(state);
        row.add(perSecond);
        row.add(unfinished);
        row.add(oldest);
        row.add(blockedSince);
        row.add(breaker);
        row.add(where);
        return row;
    }
}
