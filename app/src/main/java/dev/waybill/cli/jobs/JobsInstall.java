package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.schema.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs install}. */
@Command(
        name = "install",
        description = {
            "Install schema bnp beside the index, or bring it up to date. All or nothing, and again without harm.",
            "The index itself is only read: SELECT on it is enough."
        },
        footer = {
            "%nExamples:",
            "  waybill jobs install",
            "  PGPASSWORD=... waybill jobs install --database postgresql://waybill@db/datacube"
        })
final class JobsInstall implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsInstall(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var installed = database.useAnyway(session, open -> new Migrations(open).install());
        var err = session.terminal().err();
        if (installed.steps().isEmpty()) {
            err.println("schema bnp is up to date, step " + installed.number());
        } else {
            err.println(
                    "schema bnp is at step " + installed.number() + " now: " + String.join(", ", installed.steps()));
        }
        return ExitCode.DONE.status();
    }
}
