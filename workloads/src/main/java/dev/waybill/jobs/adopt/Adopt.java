package dev.waybill.jobs.adopt;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.SqlText;
import dev.waybill.jobs.index.Reasons;
import dev.waybill.jobs.index.Selection;
import dev.waybill.jobs.index.SourceIndex;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.schema.Migrations;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes over a schema {@code bnp} that another program made, in which each source that was ever claimed has a row in
 * {@code process_executions}.
 *
 * <p>The schema is kept as it is, under the name {@value #BEFORE}. Each source becomes one job with the number of its location; where
 * it had several rows, the finished one counts, else the latest, and the others are history. What was running is ready. Processors are
 * made for the numbers that occur, disabled: what they select is for a person to say.
 *
 * <p>Run again after an interruption it goes on; after its end it refuses. Thread-safe.
 */
public final class Adopt {
    /** What the other program's schema is called afterwards. */
    public static final String BEFORE = "bnp_before";

    private static final Set<String> COLUMNS =
            Set.of("id", "processor_id", "worker_id", "action", "src_product_id", "dst_path", "status", "err_msg");
    private static final List<String> STATUSES = List.of("running", "failed", "canceled", "finished", "skipped");
    private static final List<String> ACTIONS = List.of("process", "update", "delete");
    private static final String TABLE = "process_executions";
    private static final String SQL = SqlText.load(Adopt.class, "adopt");

    private final Database database;

    public Adopt(Database database) {
        this.database = database;
    }

    /**
     * Takes it over.
     *
     * @throws DeliveryException misconfigured, before anything was done, if there is nothing to take over, or something in it that
     *     is not known
     */
    public Adopted run() {
        database.transact(handle -> {
            SourceIndex.find(handle, IndexKind.AGDC);
            setAside(handle);
            return true;
        });
        new Migrations(database).install();
        return database.transact(handle -> {
            // Somebody else may just do the same: the second one waits here, and is refused.
            handle.execute("LOCK TABLE bnp.setting IN EXCLUSIVE MODE");
            if (result(handle).isPresent()) {
                throw DeliveryException.misconfigured("the executions in " + BEFORE + " were taken over before");
            }
            String sql = SQL.replace("<before>", BEFORE)
                    .replace("<src>", Selection.stacPath("u.uri"))
                    .replace("<gone>", Reasons.GONE);
            try (Statement statement = handle.getConnection().createStatement()) {
                statement.execute(sql);
            }
            return result(handle).orElseThrow();
        });
    }

    private static void setAside(Handle handle) {
        if (isTable(handle, "bnp")) {
            check(handle, "bnp");
            if (isTable(handle, BEFORE)) {
                throw DeliveryException.misconfigured("there are a bnp." + TABLE + " and a " + BEFORE + "." + TABLE
                        + "; give the schema " + BEFORE + " another name first");
            }
            handle.execute("ALTER SCHEMA bnp RENAME TO " + BEFORE);
        } else if (isTable(handle, BEFORE)) {
            check(handle, BEFORE);
        } else {
            throw DeliveryException.misconfigured(
                    "there is no table bnp." + TABLE + " of another program in this database");
        }
    }

    private static boolean isTable(Handle handle, String schema) {
        return handle.createQuery(
                        "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = :schema AND tablename = :table)")
                .bind("schema", schema)
                .bind("table", TABLE)
                .mapTo(Boolean.class)
                .one();
    }

    private static void check(Handle handle, String schema) {
        var missing = new TreeSet<>(COLUMNS);
        missing.removeAll(handle.createQuery(
                        "SELECT column_name FROM information_schema.columns WHERE table_schema = :schema AND table_name = :table")
                .bind("schema", schema)
                .bind("table", TABLE)
                .mapTo(String.class)
                .list());
        if (!missing.isEmpty()) {
            throw DeliveryException.misconfigured(
                    schema + "." + TABLE + " is not known: it lacks the columns " + missing);
        }
        List<String> unknown = handle.createQuery(
                        "SELECT DISTINCT concat_ws('/', action, status) FROM " + schema + "." + TABLE
                                + " WHERE CAST(status AS text) <> ALL (:statuses) OR CAST(action AS text) <> ALL (:actions)"
                                + " OR status IS NULL OR action IS NULL ORDER BY 1")
                .bindArray("statuses", String.class, STATUSES)
                .bindArray("actions", String.class, ACTIONS)
                .mapTo(String.class)
                .list();
        if (!unknown.isEmpty()) {
            throw DeliveryException.misconfigured(
                    schema + "." + TABLE + " has rows whose action or status is not known: " + unknown + "; known are "
                            + ACTIONS + " and " + STATUSES);
        }
    }

    private static Optional<Adopted> result(Handle handle) {
        return handle.createQuery("SELECT CAST(value AS text) FROM bnp.setting WHERE name = 'adopted'")
                .mapTo(String.class)
                .findOne()
                .map(text -> {
                    JsonNode value = JsonMapper.shared().readTree(text);
                    return new Adopted(
                            value.path("schema").asString(),
                            value.path("rows").asLong(),
                            value.path("jobs").asLong(),
                            value.path("duplicates").asLong(),
                            value.path("interrupted").asLong(),
                            value.path("gone").asLong(),
                            value.path("processors").asLong());
                });
    }
}
