package dev.waybill.cli.doctor;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.jobs.NamedDatabase;
import dev.waybill.cli.session.Session;
import java.util.ArrayList;
import java.util.List;

/** What product jobs need. */
final class JobsPlan {
    private JobsPlan() {}

    static void addTo(Plan plan, Session session, Patience patience) {
        plan.also(new Check("database", () -> look(session, patience)));
    }

    private static List<Finding> look(Session session, Patience patience) {
        var findings = new ArrayList<Finding>();
        try (var database = NamedDatabase.open(session, patience.inner())) {
            findings.add(judged("schema bnp", "waybill jobs install", () -> {
                database.checkSchema();
                return database.place() + ": installed, up to date";
            }));
            findings.add(judged(
                    "index",
                    "docs/jobs/operate.md   says what it needs",
                    () -> "schema " + database.index() + " can be read"));
        }
        return findings;
    }

    private interface Look {
        String found();
    }

    private static Finding judged(String check, String next, Look look) {
        try {
            return Finding.ok(check, look.found());
        } catch (CommandException e) {
            return Finding.problem(check, e.found(), e.advice().orElse(next));
        }
    }
}
