package dev.waybill.jobs.worker;

import dev.waybill.jobs.claim.Action;
import dev.waybill.jobs.database.Database;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Claims for scripts, one at a time, through the SQL functions. Such a job has a lease of its own: whoever has it says every now
 * and then that it lives, or it is given to others.
 *
 * <p>Thread-safe.
 */
public final class LooseClaims {
    private final Database database;

    public LooseClaims(Database database) {
        this.database = database;
    }

    /**
     * The job that comes first, if there is one now.
     *
     * @param worker what people call who asks
     * @param pattern only jobs whose path has it, read as the processor's own pattern is; for {@link Action#PROCESS} alone
     * @throws dev.waybill.jobs.database.RefusedException if there is no such processor
     */
    public Optional<LooseJob> next(int processor, String worker, Action action, @Nullable String pattern) {
        String function = switch (action) {
            case PROCESS ->
                "SELECT job_id, src_uri, NULL::text FROM bnp.get_next_processing_job(:processor, :worker, :pattern)";
            case UPDATE -> "SELECT job_id, src_uri, dst_path FROM bnp.get_job_for_update(:processor, :worker)";
            case DELETE ->
                "SELECT job_id, src_uri, dst_path FROM bnp.get_job_for_deletion_of_product(:processor, :worker)";
        };
        return database.call(handle -> {
            var query =
                    handle.createQuery(function).bind("processor", processor).bind("worker", worker);
            if (action == Action.PROCESS) {
                query.bind("pattern", pattern);
            }
            return query.map((row, context) -> new LooseJob(row.getLong(1), row.getString(2), row.getString(3)))
                    .findFirst()
                    .filter(job -> job.execution() != 0); // a row of NULLs: none
        });
    }

    /** Its lease begins anew; false: it is somebody else's now, and is to be left alone. */
    public boolean heartbeat(long execution) {
        return database.call(handle -> handle.createQuery("SELECT bnp.heartbeat(:execution)")
                .bind("execution", execution)
                .mapTo(Boolean.class)
                .one());
    }
}
