package dev.waybill.jobs.discover;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** New locations of an index, by their numbers. Exact: who inserts one locks the table before drawing its number. */
record LocationWalk(Offer offer, Shares shares) implements Walk {
    private static final String WINDOW = "l.id > :after AND l.id <= :upto";

    @Override
    public Step step(Handle handle, Position from) {
        String table = offer.selection().index().positions();
        Progress progress = Progress.load(handle, offer.processorId(), false);
        Seen seen = Seen.of(handle, table);
        long newest = seen.newest();
        Barrier.Outlook outlook = progress.barrier().outlook(newest, seen.writers());

        long settled = progress.barrier().settled();
        long after = Math.max(settled, from.number());
        long upto = Math.max(after, newest);
        if (after < newest) {
            upto = windowEnd(handle, table, after, newest, from.rows());
        }
        if (after < outlook.certain()) {
            upto = Math.min(upto, outlook.certain());
        }
        var position = Map.of("after", after, "upto", upto, "reached", progress.reached());
        Changes changes = Changes.NONE;
        if (after < upto) {
            changes = from.isStart()
                    ? offer.offer(handle, WINDOW, unknown(), position, false)
                    : shares.offer(handle, offer, WINDOW, unknown(), position);
        }

        boolean isContinued = after == settled;
        Barrier next = outlook.settled(isContinued ? Math.min(upto, outlook.certain()) : settled);
        var now = new Progress(next, Math.max(progress.reached(), upto), progress.lastId());
        if (!now.equals(progress)) {
            now.save(handle, offer.processorId(), false);
        }
        return new Step(changes, from.at(upto), upto >= newest, outlook.holders());
    }

    /** The newest number, by the statement's snapshot; and, looked up after that was taken, who is writing. */
    private record Seen(long newest, Set<String> writers) {
        static Seen of(Handle handle, String table) {
            return handle.createQuery(
                            "SELECT (SELECT coalesce(max(id), 0) FROM " + table + "), ARRAY(SELECT virtualtransaction"
                                    + " FROM pg_locks WHERE locktype = 'relation' AND relation = CAST(:table AS regclass)"
                                    + " AND mode = 'RowExclusiveLock' AND granted"
                                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))")
                    .bind("table", table)
                    .map((row, context) -> new Seen(row.getLong(1), Set.copyOf(List.of((String[])
                            row.getArray(2).getArray()))))
                    .one();
        }
    }

    private static long windowEnd(Handle handle, String table, long after, long newest, int rows) {
        return handle.createQuery("SELECT coalesce((SELECT id FROM " + table
                        + " WHERE id > :after AND id <= :newest ORDER BY id OFFSET :rows LIMIT 1), :newest)")
                .bind("after", after)
                .bind("newest", newest)
                .bind("rows", rows - 1)
                .mapTo(Long.class)
                .one();
    }

    /** Behind the barrier the same rows are looked at with every pass: those that have jobs, only as far as that. */
    private String unknown() {
        String isKnown = offer.selection().isByLocation()
                ? "NOT j.source_gone FROM %s k.source = CAST(s.location_id AS text)"
                : "NOT j.source_gone AND k.location_id >= s.location_id FROM %s k.source = CAST(s.dataset AS text)";
        // A value, not a join: each is looked up. Joined, all jobs there are would be read with every step.
        return "(s.location_id > :reached OR (SELECT "
                + isKnown.formatted(
                        "bnp.source AS k JOIN bnp.job AS j ON j.id = k.id WHERE k.processor_id = :processor AND")
                + ") IS NOT TRUE)";
    }
}
