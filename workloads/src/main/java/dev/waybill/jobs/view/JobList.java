package dev.waybill.jobs.view;

import dev.waybill.jobs.database.Database;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Jobs as a list, by their numbers. Thread-safe. */
public final class JobList {
    private static final String COLUMNS = """
            SELECT j.id AS job, p.name AS processor, j.action, j.status, j.attempts, j.execution, j.worker, j.product, j.tile,
                j.src, j.dst_path AS dst, j.err_msg AS error, j.source_gone AS gone, j.changed_at AS changed
            FROM bnp.job j
            JOIN bnp.processor p ON p.id = j.processor_id
            WHERE j.id > :after
            """;

    private static final Map<String, String> CONDITIONS = Map.of(
            "processor", "j.processor_id = :processor",
            "statuses", "j.status = ANY (:statuses)",
            "error", "strpos(j.err_msg, :error) > 0",
            "product", "j.product = :product",
            "tile", "j.tile = :tile",
            "since", "j.changed_at >= :since",
            "until", "j.changed_at < :until",
            "gone", "j.source_gone = :gone");

    private final Database database;

    public JobList(Database database) {
        this.database = database;
    }

    /** Those wanted, in the order of their numbers. */
    public Rows of(JobQuery wanted) {
        var given = values(wanted);
        String where = given.keySet().stream()
                .map(name -> " AND " + CONDITIONS.get(name))
                .collect(Collectors.joining());
        return database.call(handle -> handle.createQuery(COLUMNS + where + " ORDER BY j.id LIMIT :limit")
                .bind("after", wanted.after())
                .bind("limit", wanted.limit())
                .bindMap(given)
                .scanResultSet(Rows::of));
    }

    /** Those of {@link #CONDITIONS} that are asked for, with their values. */
    private static Map<String, Object> values(JobQuery wanted) {
        var given = new TreeMap<String, Object>();
        wanted.processor().ifPresent(id -> given.put("processor", id));
        if (!wanted.statuses().isEmpty()) {
            given.put("statuses", wanted.statuses().toArray(String[]::new));
        }
        wanted.error().ifPresent(text -> given.put("error", text));
        wanted.product().ifPresent(name -> given.put("product", name));
        wanted.tile().ifPresent(name -> given.put("tile", name));
        wanted.since().ifPresent(moment -> given.put("since", moment.atOffset(ZoneOffset.UTC)));
        wanted.until().ifPresent(moment -> given.put("until", moment.atOffset(ZoneOffset.UTC)));
        if (wanted.isGone()) {
            given.put("gone", true);
        }
        return given;
    }
}
