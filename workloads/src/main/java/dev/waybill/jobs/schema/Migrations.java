package dev.waybill.jobs.schema;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.database.Database;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Brings the schema {@code bnp} of a database to the form that this program works with.
 *
 * <p>Thread-safe, and safe among processes: they take turns under an advisory lock.
 */
public final class Migrations {
    /** Any number that nobody else locks. */
    private static final long LOCK = 0x7761_7962_0001L;

    private final Database database;
    private final List<Step> steps;

    public Migrations(Database database) {
        this(database, Step.all());
    }

    Migrations(Database database, List<Step> steps) {
        this.database = database;
        this.steps = List.copyOf(steps);
    }

    /** What was installed now; empty where everything was there. */
    public record Installed(List<String> steps, int number) {
        public Installed {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Installs what is missing, all or nothing.
     *
     * @throws DeliveryException misconfigured, if the schema is of a newer program, was changed, or belongs to another one
     */
    public Installed install() {
        return database.transact(handle -> {
            handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
            if (!isThere(handle, "SELECT FROM pg_namespace WHERE nspname = 'bnp'")) {
                handle.execute("CREATE SCHEMA bnp");
            }
            refuseForeignTable(handle);
            handle.execute("CREATE TABLE IF NOT EXISTS bnp.migration (number integer PRIMARY KEY, name text NOT NULL,"
                    + " checksum text NOT NULL, installed_at timestamptz NOT NULL DEFAULT now())");
            Map<Integer, String> there = installed(handle);
            compare(there);
            var applied = new ArrayList<String>();
            for (Step step : steps) {
                if (!there.containsKey(step.number())) {
                    apply(handle, step);
                    applied.add(step.name());
                }
            }
            return new Installed(applied, newest());
        });
    }

    /**
     * Returns if the schema is this program's.
     *
     * @throws DeliveryException misconfigured, saying what to do, if it is not
     */
    public void check() {
        database.run(handle -> {
            if (!isThere(handle, "SELECT FROM pg_tables WHERE schemaname = 'bnp' AND tablename = 'migration'")) {
                refuseForeignTable(handle);
                throw DeliveryException.misconfigured("schema bnp is not installed; install it: waybill jobs install");
            }
            Map<Integer, String> there = installed(handle);
            compare(there);
            List<Integer> missing = steps.stream()
                    .map(Step::number)
                    .filter(n -> !there.containsKey(n))
                    .toList();
            if (!missing.isEmpty()) {
                throw DeliveryException.misconfigured("schema bnp is of an older program, it lacks the steps " + missing
                        + "; bring it up to date: waybill jobs install");
            }
        });
    }

    private static void refuseForeignTable(Handle handle) {
        if (isThere(
                handle,
                "SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = 'bnp' AND c.relname = 'process_executions' AND c.relkind <> 'v'")) {
            throw DeliveryException.misconfigured(
                    "bnp.process_executions is the table of another program; take over what is"
                            + " in it, which keeps the table under another name: waybill jobs import");
        }
    }

    private void compare(Map<Integer, String> there) {
        for (Step step : steps) {
            String checksum = there.get(step.number());
            if (checksum != null && !checksum.equals(step.checksum())) {
                throw DeliveryException.misconfigured(
                        "step " + step.number() + " (" + step.name() + ") of schema bnp was"
                                + " installed in another form than this program has it: use the program that installed it, or a"
                                + " released one");
            }
        }
        int highest = there.keySet().stream().mapToInt(n -> n).max().orElse(0);
        if (highest > newest()) {
            throw DeliveryException.misconfigured("schema bnp was installed by a newer program (step " + highest
                    + ", this one knows " + newest() + "): use that program here");
        }
    }

    private int newest() {
        return steps.get(steps.size() - 1).number();
    }

    private static Map<Integer, String> installed(Handle handle) {
        var there = new TreeMap<Integer, String>();
        handle.createQuery("SELECT number, checksum FROM bnp.migration")
                .map((row, context) -> there.put(row.getInt(1), row.getString(2)) == null)
                .list();
        return there;
    }

    private static void apply(Handle handle, Step step) throws SQLException {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(step.sql());
        }
        handle.execute(
                "INSERT INTO bnp.migration (number, name, checksum) VALUES (?, ?, ?)",
                step.number(),
                step.name(),
                step.checksum());
    }

    private static boolean isThere(Handle handle, String query) {
        return handle.createQuery("SELECT EXISTS (" + query + ")")
                .mapTo(Boolean.class)
                .one();
    }
}
