package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.view.JobList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jobs list}. */
@Command(
        name = "list",
        description = "Show jobs, by their numbers.",
        footer = {
            "%nExamples:",
            "  waybill jobs list --processor l1c --status failed",
            "  waybill jobs list --error timeout --since 2h -o json"
        })
final class JobsList implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(names = "--gone", description = "Whose source is archived or gone.")
    private boolean gone;

    @Option(names = "--after", paramLabel = "JOB", description = "Only those behind this one: to read on.")
    private long after;

    @Option(names = "--limit", paramLabel = "N", description = "So many at most. Default: 1000.")
    private int limit = 1_000;

    @Mixin
    private final RowsOption output = new RowsOption();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var rows = database.use(
                session, open -> new JobList(open).of(filter.filter(open), new JobList.Part(gone, after, limit)));
        output.print(rows, session);
        if (rows.rows().size() == limit) {
            session.terminal()
                    .err()
                    .println("there may be more; next: the same with --after "
                            + rows.rows().get(limit - 1).get(0));
        }
        return ExitCode.DONE.status();
    }
}
