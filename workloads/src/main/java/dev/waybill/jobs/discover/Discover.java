package dev.waybill.jobs.discover;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.index.Selection;
import dev.waybill.jobs.index.SourceIndex;
import dev.waybill.jobs.processor.Processor;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Finds what is new in the index, and gives it jobs. Nothing of the index is written or locked.
 *
 * <p>On an index with locations a pass finds locations that appeared; on one without it finds datasets that appeared or were
 * changed, archived or restored. What a pass cannot see is what {@link Reconcile} is for. Sources that are committed late, after
 * others that were begun later, are not lost: a pass looks again at whatever a running transaction may still bring.
 *
 * <p>Thread-safe, and safe among processes: for each processor one of them does the work. A pass that is killed goes on where it was,
 * at most one step of 50 000 rows behind.
 */
public final class Discover {
    private final Database database;

    public Discover(Database database) {
        this.database = database;
    }

    /**
     * Looks from where the last pass ended up to what is newest. Of a disabled processor nothing is looked at.
     *
     * @throws dev.waybill.failure.DeliveryException misconfigured, if there is no such index, or it may not be read
     */
    public Pass pass(Processor processor) {
        Changes changes = Changes.NONE;
        Walk.Position position = Walk.Position.START;
        for (int steps = 1; processor.isEnabled(); steps++) {
            Walk.Position from = position;
            Optional<Walk.Step> taken = database.transact(handle -> step(handle, processor, from));
            if (taken.isEmpty()) {
                tell(processor, changes);
                return new Pass(changes, false, Set.of());
            }
            Walk.Step step = taken.get();
            changes = changes.plus(step.changes());
            position = step.end();
            if (!step.isLast() && changes.added() > 0 && Integer.bitCount(steps) == 1) {
                // Twice as many rows as the planner has ever seen: they are counted before the next step, from a small
                // sample.
                database.transact(handle -> {
                    handle.execute("SET LOCAL default_statistics_target = 10");
                    return handle.execute("ANALYZE bnp.source (processor_id, source), bnp.job (processor_id, status)");
                });
            }
            if (step.isLast()) {
                tell(processor, changes);
                return new Pass(changes, true, step.holders());
            }
        }
        return new Pass(changes, false, Set.of());
    }

    private Optional<Walk.Step> step(Handle handle, Processor processor, Walk.Position from) {
        if (!Progress.tryLead(handle, processor.id())) {
            return Optional.empty();
        }
        var index = SourceIndex.find(handle, processor.definition().sources().index());
        var offer = new Offer(processor.id(), Selection.of(index, processor.definition()));
        var shares = new Shares(database);
        Walk walk = index.hasLocations() ? new LocationWalk(offer, shares) : new ChangeWalk(offer, shares);
        Walk.Step step = walk.step(handle, from);
        if (step.isLast()) {
            Progress.showLife(handle, processor.id());
        }
        return Optional.of(step);
    }

    private void tell(Processor processor, Changes changes) {
        if (changes.hasWork()) {
            database.run(handle -> handle.createQuery("SELECT pg_notify(:channel, :processor)")
                    .bind("channel", Database.CHANNEL)
                    .bind("processor", Integer.toString(processor.id()))
                    .mapTo(String.class)
                    .list());
        }
    }
}
