package dev.waybill.jobs.view;

import dev.waybill.jobs.database.Database;
import java.util.List;

/** How many jobs each processor has, by status. Thread-safe. */
public final class Counts {
    private static final String OF_EACH = """
            SELECT p.name AS processor, p.version,
                CASE WHEN NOT p.enabled THEN 'disabled'
                    WHEN p.paused OR EXISTS (SELECT FROM bnp.setting s WHERE s.name = 'paused' AND s.value = 'true')
                        THEN 'paused' ELSE 'on' END AS state,
                coalesce(c.ready, 0) AS ready, coalesce(c.waiting, 0) AS waiting, coalesce(c.running, 0) AS running,
                coalesce(c.finished, 0) AS finished, coalesce(c.failed, 0) AS failed, coalesce(c.skipped, 0) AS skipped,
                coalesce(c.canceled, 0) AS canceled, coalesce(c.deleted, 0) AS deleted, coalesce(c.gone, 0) AS gone
            FROM bnp.processor p
            LEFT JOIN (
                SELECT processor_id,
                    count(*) FILTER (WHERE status = 'ready') AS ready,
                    count(*) FILTER (WHERE status = 'waiting') AS waiting,
                    count(*) FILTER (WHERE status = 'running') AS running,
                    count(*) FILTER (WHERE status = 'finished') AS finished,
                    count(*) FILTER (WHERE status = 'failed') AS failed,
                    count(*) FILTER (WHERE status = 'skipped') AS skipped,
                    count(*) FILTER (WHERE status = 'canceled') AS canceled,
                    count(*) FILTER (WHERE status = 'deleted') AS deleted,
                    count(*) FILTER (WHERE source_gone AND status NOT IN ('deleted', 'canceled')) AS gone
                FROM bnp.job GROUP BY processor_id) c ON c.processor_id = p.id
            ORDER BY p.name
            """;
    private static final String LEFT = """
            SELECT EXISTS (SELECT FROM bnp.job
                    WHERE processor_id = :processor AND status = 'ready' AND action = ANY (CAST(:actions AS bnp.job_action[])))
                OR EXISTS (SELECT FROM bnp.job
                    WHERE processor_id = :processor AND status = 'waiting' AND action = ANY (CAST(:actions AS bnp.job_action[])))
                OR EXISTS (SELECT FROM bnp.job
                    WHERE processor_id = :processor AND status = 'running' AND action = ANY (CAST(:actions AS bnp.job_action[])))
            """;

    private final Database database;

    public Counts(Database database) {
        this.database = database;
    }

    /** A row for each processor; {@code gone} are jobs whose source is gone though their output is there. Reads all jobs. */
    public Rows ofEachProcessor() {
        return database.call(handle -> handle.createQuery(OF_EACH).scanResultSet(Rows::of));
    }

    /** Whether a processor has jobs of these actions that are ready, wait for another attempt, or run. Reads little. */
    public boolean isAnythingLeft(int processor, List<String> actions) {
        return database.call(handle -> handle.createQuery(LEFT)
                .bind("processor", processor)
                .bindArray("actions", String.class, actions)
                .mapTo(Boolean.class)
                .one());
    }
}
