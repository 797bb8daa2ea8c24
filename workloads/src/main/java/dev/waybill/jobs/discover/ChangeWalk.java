package dev.waybill.jobs.discover;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * New, changed, archived and restored datasets of an index without locations, by the time of their last change, which is when the
 * transaction of that change began.
 *
 * <p>Every transaction of the database that is open counts as a holder. One is visible as such a little after its time was taken:
 * the slack covers that.
 */
record ChangeWalk(Offer offer, Shares shares) implements Walk {
    private static final long SLACK_MICROS = 5_000_000;
    private static final long IDLE_MICROS = 10_000_000;
    private static final String WINDOW =
            "(d.updated, d.id) > (:after_time, :after_id) AND (d.updated, d.id) <= (:upto_time, :upto_id)";
    private static final OffsetDateTime FOR_EVER = OffsetDateTime.parse("9999-01-01T00:00:00Z");

    @Override
    public Step step(Handle handle, Position from) {
        Progress progress = Progress.load(handle, offer.processorId(), true);
        Seen seen = Seen.of(handle);
        Barrier.Outlook outlook = progress.barrier().outlook(seen.newest(), seen.transactions());

        Position settled = Position.START.at(
                Progress.time(progress.barrier().settled()), progress.lastId().orElse(Walk.FIRST_ID));
        boolean isContinued = isAfter(settled, from);
        Position after = isContinued ? settled : from;
        Optional<Position> end = windowEnd(handle, after, from.rows());
        Position upto = end.orElse(Position.START.at(FOR_EVER, Walk.LAST_ID));
        var position = Map.of(
                "after_time", after.time(), "after_id", after.id(), "upto_time", upto.time(), "upto_id", upto.id());
        boolean isEmpty = end.isEmpty() && !isAny(handle, after);
        Changes changes = Changes.NONE;
        if (!isEmpty) {
            changes = (from.isStart()
                            ? offer.offer(handle, WINDOW, "true", position, false)
                            : shares.offer(handle, offer, WINDOW, "true", position))
                    .plus(offer.gone(handle, jobsOf(handle, position), false));
        }

        // Where nothing was, nothing is lost by looking again: time goes on, but is not worth a write with every pass.
        if (isContinued && (!isEmpty || outlook.certain() > progress.barrier().settled() + IDLE_MICROS)) {
            settledAt(progress, outlook, end).save(handle, offer.processorId(), true);
        }
        return new Step(changes, upto, end.isEmpty(), outlook.holders());
    }

    /** Up to the window's end, or to what is certain if that comes before. */
    private static Progress settledAt(Progress before, Barrier.Outlook outlook, Optional<Position> end) {
        if (end.isPresent() && Progress.micros(end.get().time()) <= outlook.certain()) {
            long micros = Progress.micros(end.get().time());
            return new Progress(
                    new Barrier(micros, outlook.certain(), Set.of()),
                    before.reached(),
                    Optional.of(end.get().id()));
        }
        Barrier next = outlook.settled(outlook.certain());
        boolean isSame = next.settled() == before.barrier().settled();
        return new Progress(next, before.reached(), isSame ? before.lastId() : Optional.of(Walk.LAST_ID));
    }

    private static boolean isAfter(Position one, Position other) {
        int byTime = one.time().compareTo(other.time());
        return byTime > 0
                || (byTime == 0 && one.id().toString().compareTo(other.id().toString()) >= 0);
    }

    /** The time less the slack; and, looked up after it, whose transactions are open. */
    private record Seen(long newest, Set<String> transactions) {
        static Seen of(Handle handle) {
            return handle.createQuery("""
                            SELECT t.now, ARRAY(
                                SELECT virtualtransaction FROM pg_locks
                                WHERE mode = 'ExclusiveLock' AND granted AND (
                                    (locktype = 'virtualxid' AND pid <> pg_backend_pid()
                                        AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database()))
                                    OR (locktype = 'transactionid' AND pid IS NULL)))
                            FROM (SELECT statement_timestamp() AS now) AS t
                            """)
                    .map((row, context) -> new Seen(
                            Progress.micros(row.getObject(1, OffsetDateTime.class)) - SLACK_MICROS,
                            Set.copyOf(List.of((String[]) row.getArray(2).getArray()))))
                    .one();
        }
    }

    private static boolean isAny(Handle handle, Position after) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM odc.dataset WHERE (updated, id) > (:time, :id))")
                .bind("time", after.time())
                .bind("id", after.id())
                .mapTo(Boolean.class)
                .one();
    }

    private static Optional<Position> windowEnd(Handle handle, Position after, int rows) {
        return handle.createQuery("SELECT updated, id FROM odc.dataset WHERE (updated, id) > (:time, :id)"
                        + " ORDER BY updated, id OFFSET :rows LIMIT 1")
                .bind("time", after.time())
                .bind("id", after.id())
                .bind("rows", rows - 1)
                .map((row, context) -> Position.START.at(
                        row.getObject("updated", OffsetDateTime.class), row.getObject("id", UUID.class)))
                .findOne();
    }

    /** The jobs of the window's datasets that are not to be had, or not wanted, as they are now. */
    private List<Long> jobsOf(Handle handle, Map<String, ?> position) {
        return offer.bound(handle.createQuery("SELECT j.id FROM ("
                        + offer.selection().index().sources(WINDOW)
                        + ") AS s JOIN bnp.source AS k ON k.processor_id = :processor AND k.source = CAST(s.dataset AS text)"
                        + " JOIN bnp.job AS j ON j.id = k.id"
                        + " WHERE NOT j.source_gone AND NOT (s.is_active AND "
                        + offer.selection().selected() + ")"))
                .bindMap(position)
                .mapTo(Long.class)
                .list();
    }
}
