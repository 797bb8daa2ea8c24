package dev.waybill.cli.jobs;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jobs reconcile}. */
@Command(
        name = "reconcile",
        description = "Hold all jobs against all of the index: what is missing, changed, archived, gone or restored.",
        footer = {
            "%nExamples:",
            "  waybill jobs reconcile --dry-run",
            "  waybill jobs reconcile --processor l1c -o json"
        })
final class JobsReconcile implements Callable<Integer>, ChangingCommand {
    private final Session session;

    @Option(
            names = "--processor",
            paramLabel = "PROCESSOR",
            description = "For this one; without, for all that are enabled.")
    private @Nullable String processor;

    @Option(names = "--dry-run", description = "Only count.")
    private boolean isDryRun;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final RowsOption output = new RowsOption();

    JobsReconcile(Session session) {
        this.session = session;
    }

    @Override
    public boolean isChange() {
        return !isDryRun;
    }

    @Override
    public Integer call() throws InterruptedException {
        var found =
                database.use(session, open -> new Discovery(open, Optional.ofNullable(processor)).reconcile(isDryRun));
        output.print(ChangeRows.of(found), session);
        ChangeRows.warnings(found).forEach(session.terminal().err()::println);
        return ExitCode.DONE.status();
    }
}
