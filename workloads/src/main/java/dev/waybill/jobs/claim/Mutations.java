package dev.waybill.jobs.claim;

import dev.waybill.jobs.claim.Mutation.Rule;
import dev.waybill.jobs.database.Database;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What operators do to jobs.
 *
 * <p>Thread-safe. Many jobs are changed part by part, each in a transaction of its own; what was done when something fails stays
 * done, and the rest is done by the same call again.
 */
public final class Mutations {
    private static final int PART = 5_000;

    private final Database database;

    public Mutations(Database database) {
        this.database = database;
    }

    /**
     * How many jobs are meant, and how many of them the mutation changes; it leaves the others.
     *
     * @param matched fit the filter
     * @param changed were changed, or would be
     */
    public record Effect(long matched, long changed) {}

    /** What {@link #apply} would do now; changes nothing. */
    public Effect preview(Mutation mutation, JobFilter filter) {
        return database.call(handle -> {
            long changed = 0;
            for (Rule rule : mutation.rules()) {
                changed += count(handle, filter, rule.condition());
            }
            return new Effect(count(handle, filter, "true"), changed);
        });
    }

    private static long count(Handle handle, JobFilter filter, String condition) {
        String query = "SELECT count(*) FROM bnp.job j WHERE " + condition + " AND " + filter.condition();
        return filter.bind(handle.createQuery(query)).mapTo(Long.class).one();
    }

    /**
     * Changes the jobs that the filter means.
     *
     * @throws UnfitException for a filter that means every job there is
     */
    public Effect apply(Mutation mutation, JobFilter filter) {
        if (filter.equals(JobFilter.ALL)) {
            throw new UnfitException(
                    "expected a job, a processor, a status or something else to choose jobs by; all of all processors at once is"
                            + " never meant");
        }
        long matched = database.call(handle -> count(handle, filter, "true"));
        // Before anything is changed: what one rule makes of a job must not be taken up by the next.
        long last = database.call(handle -> handle.createQuery("SELECT coalesce(max(id), 0) FROM bnp.job")
                .mapTo(Long.class)
                .one());
        long changed = 0;
        for (long from = 0; from < last; ) {
            Part part = part(mutation, filter, from, last);
            changed += part.changed();
            from = part.to();
        }
        return new Effect(matched, changed);
    }

    private record Part(long to, long changed) {}

    /** The next jobs by id: chosen and locked by the filter first, then each changed by the first rule that fits. */
    private Part part(Mutation mutation, JobFilter filter, long from, long last) {
        return database.transact(handle -> {
            var ids = filter.bind(
                            handle.createQuery("SELECT j.id FROM bnp.job j WHERE j.id > :from AND j.id <= :last AND "
                                    + filter.condition() + " ORDER BY j.id LIMIT " + PART + " FOR UPDATE"))
                    .bind("from", from)
                    .bind("last", last)
                    .mapTo(Long.class)
                    .list();
            if (ids.isEmpty()) {
                return new Part(last, 0);
            }
            var left = new HashSet<>(ids);
            long changed = 0;
            for (Rule rule : mutation.rules()) {
                var done = change(handle, rule, left);
                done.forEach(left::remove);
                changed += done.size();
            }
            if (changed > 0) {
                handle.execute("NOTIFY " + Database.CHANNEL);
            }
            return new Part(ids.get(ids.size() - 1), changed);
        });
    }

    private static List<Long> change(Handle handle, Rule rule, Set<Long> ids) {
        if (rule.outcome().isEmpty()) {
            return handle.createQuery("UPDATE bnp.job j SET " + rule.change()
                            + ", changed_at = now() WHERE j.id = ANY (:ids) AND " + rule.condition()
                            + " RETURNING j.id")
                    .bindArray("ids", Long.class, ids)
                    .mapTo(Long.class)
                    .list();
        }
        var running = handle.createQuery("SELECT j.id FROM bnp.job j WHERE j.id = ANY (:ids) AND " + rule.condition())
                .bindArray("ids", Long.class, ids)
                .mapTo(Long.class)
                .list();
        handle.createQuery("SELECT count(*) FROM (SELECT bnp.settle(array_agg(j.execution), array_agg(:outcome),"
                        + " array_agg(:message), array_agg(NULL::text)) FROM bnp.job j WHERE j.id = ANY (:ids)"
                        + " HAVING count(*) > 0) s")
                .bindArray("ids", Long.class, running)
                .bind("outcome", rule.outcome())
                .bind("message", rule.change())
                .mapTo(Long.class)
                .one();
        return running;
    }
}
