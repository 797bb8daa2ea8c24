package dev.waybill.jobs.view;

import dev.waybill.jobs.claim.JobFilter;
import dev.waybill.jobs.database.Database;

/** Jobs as a list, by their numbers. Thread-safe. */
public final class JobList {
    private static final String COLUMNS = """
            SELECT j.id AS job, p.name AS processor, j.action, j.status, j.attempts, j.execution, j.worker, j.product, j.tile,
                j.src, j.dst_path AS dst, j.err_msg AS error, j.source_gone AS gone, j.changed_at AS changed
            FROM bnp.sourced_job j
            JOIN bnp.processor p ON p.id = j.processor_id
            WHERE j.id > :after AND (j.source_gone OR NOT :gone) AND\s""";

    private final Database database;

    public JobList(Database database) {
        this.database = database;
    }

    /**
     * A part of the list.
     *
     * @param isGone whether only those are wanted whose source is gone
     * @param after the number that the part before ended with; 0: from the first one on
     * @param limit jobs at most
     */
    public record Part(boolean isGone, long after, int limit) {
        public Part {
            if (limit < 1) {
                throw new IllegalArgumentException("the limit of jobs must be 1 or more, got " + limit);
            }
        }
    }

    /** Those that the filter means, in the order of their numbers. */
    public Rows of(JobFilter filter, Part part) {
        return database.call(
                handle -> filter.bind(handle.createQuery(COLUMNS + filter.condition() + " ORDER BY j.id LIMIT :limit"))
                        .bind("after", part.after())
                        .bind("gone", part.isGone())
                        .bind("limit", part.limit())
                        .scanResultSet(Rows::of));
    }
}
