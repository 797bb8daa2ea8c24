package dev.waybill.jobs.discover;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.index.Selection;
import dev.waybill.jobs.index.SourceIndex;
import dev.waybill.jobs.processor.Processor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Holds all jobs of a processor against all that the index has: what is missing, changed by content or uri, archived, taken out, or
 * restored; and what the processor's definition selects since it was changed.
 *
 * <p>Reads every wanted document. Thread-safe, and safe among processes and beside {@link Discover}: steps take turns.
 */
public final class Reconcile {
    private static final int ROWS = Walk.ROWS;

    private final Database database;

    public Reconcile(Database database) {
        this.database = database;
    }

    /**
     * Looks at everything, in steps that are transactions of their own.
     *
     * @param isDryRun whether nothing is to be done, only counted
     * @return what came of it, or would
     * @throws dev.waybill.failure.DeliveryException misconfigured, if there is no such index, or it may not be read
     */
    public Changes run(Processor processor, boolean isDryRun) {
        Changes changes = Changes.NONE;
        Optional<Object> position = Optional.empty();
        do {
            Optional<Object> from = position;
            Offered step = database.transact(handle -> offered(handle, processor, from, isDryRun));
            changes = changes.plus(step.changes());
            position = step.end();
        } while (position.isPresent());

        long job = 0;
        List<Long> doubtful;
        do {
            long from = job;
            doubtful = database.call(handle -> doubtful(handle, offer(handle, processor), from));
            List<Long> batch = doubtful;
            changes = changes.plus(database.transact(handle -> {
                Progress.lead(handle, processor.id());
                return offer(handle, processor).gone(handle, batch, isDryRun);
            }));
            job = batch.isEmpty() ? job : batch.get(batch.size() - 1);
        } while (doubtful.size() == ROWS);

        finish(processor, changes, isDryRun);
        return changes;
    }

    /** Whether the last one is longer ago than this, or there was none. */
    public boolean isDue(Processor processor, Duration interval) {
        return database.call(handle -> handle.createQuery(
                        "SELECT NOT EXISTS (SELECT FROM bnp.discovery WHERE processor_id = :processor"
                                + " AND reconciled_at > now() - make_interval(secs => :seconds))")
                .bind("processor", processor.id())
                .bind("seconds", interval.toMillis() / 1000.0)
                .mapTo(Boolean.class)
                .one());
    }

    private record Offered(Changes changes, Optional<Object> end) {}

    private static Offer offer(Handle handle, Processor processor) {
        var index = SourceIndex.find(handle, processor.definition().sources().index());
        return new Offer(processor.id(), Selection.of(index, processor.definition()));
    }

    private static Offered offered(Handle handle, Processor processor, Optional<Object> from, boolean isDryRun) {
        Progress.lead(handle, processor.id());
        Offer offer = offer(handle, processor);
        boolean isByNumber = offer.selection().index().hasLocations();
        Object after = from.orElse(isByNumber ? (Object) 0L : Walk.FIRST_ID);
        Optional<Object> end = windowEnd(handle, offer.selection().index(), after);
        Object upto = end.orElse(isByNumber ? (Object) Long.MAX_VALUE : Walk.LAST_ID);
        String window = isByNumber ? "l.id > :after AND l.id <= :upto" : "d.id > :after AND d.id <= :upto";
        return new Offered(offer.offer(handle, window, "true", Map.of("after", after, "upto", upto), isDryRun), end);
    }

    private static Optional<Object> windowEnd(Handle handle, SourceIndex index, Object after) {
        return handle.createQuery(
                        "SELECT id FROM " + index.positions() + " WHERE id > :after ORDER BY id OFFSET :rows LIMIT 1")
                .bind("after", after)
                .bind("rows", ROWS - 1)
                .map((row, context) -> index.hasLocations() ? (Object) row.getLong(1) : row.getObject(1, UUID.class))
                .findOne();
    }

    /** Jobs without a source that the index has and the processor wants; what is the matter with each is asked again. */
    private static List<Long> doubtful(Handle handle, Offer offer, long after) {
        return offer.bound(handle.createQuery(
                        "SELECT j.id FROM bnp.sourced_job AS j WHERE j.processor_id = :processor AND j.id > :after"
                                + " AND NOT j.source_gone AND NOT EXISTS (SELECT FROM ("
                                + offer.selection().index().sources(offer.ofJob()) + ") AS s WHERE s.is_active AND "
                                + offer.selection().selected() + ") ORDER BY j.id LIMIT " + ROWS))
                .bind("after", after)
                .mapTo(Long.class)
                .list();
    }

    private void finish(Processor processor, Changes changes, boolean isDryRun) {
        if (isDryRun) {
            return;
        }
        database.run(handle -> handle.execute(
                "INSERT INTO bnp.discovery (processor_id, reconciled_at) VALUES (?, now())"
                        + " ON CONFLICT (processor_id) DO UPDATE SET reconciled_at = now()",
                processor.id()));
        if (changes.hasWork()) {
            database.run(handle -> handle.createQuery("SELECT pg_notify(:channel, :processor)")
                    .bind("channel", Database.CHANNEL)
                    .bind("processor", Integer.toString(processor.id()))
                    .mapTo(String.class)
                    .list());
        }
    }
}
