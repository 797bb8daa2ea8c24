package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.claim.Action;
import dev.waybill.jobs.claim.Claimed;
import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.view.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jobs next}. */
@Command(
        name = "next",
        description = {
            "Claim the next job, for a script: it is the script's until its lease is over, or heartbeat was called again.",
            "Exit status 5 when there is none now."
        },
        footer = {
            "%nExamples:",
            "  waybill jobs next --processor l1c",
            "  eval \"$(waybill jobs next --processor l1c --shell)\" && echo \"$src\""
        })
final class JobsNext implements Callable<Integer> {
    private final Session session;

    @Option(names = "--processor", required = true, paramLabel = "PROCESSOR", description = "Its name or number.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String processor;

    @Option(names = "--worker", paramLabel = "NAME", description = "Who asks. Default: user and host.")
    private @Nullable String worker;

    @Option(names = "--action", paramLabel = "ACTION", description = "process (default), update or delete.")
    private Action action = Action.PROCESS;

    @Option(names = "--pattern", paramLabel = "TEXT", description = "Only jobs whose path has this.")
    private String pattern = "";

    @Option(names = "--shell", description = "Print execution, src and dst as assignments that a shell can eval.")
    private boolean isForShell;

    @Mixin
    private final RowsOption output = new RowsOption();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsNext(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        String name = worker == null ? JobWorker.usualName(session) : worker;
        var job = database.use(
                session,
                open -> new Claims(open)
                        .next(new Processors(open).get(processor).id(), name, action, pattern));
        if (job.isEmpty()) {
            session.terminal().err().println("there is no job now");
            return ExitCode.NOT_FOUND.status();
        }
        print(job.get());
        return ExitCode.DONE.status();
    }

    private void print(Claimed job) {
        if (isForShell) {
            session.terminal()
                    .out()
                    .println(
                            "execution=" + job.execution() + " src=" + quoted(job.src()) + " dst=" + quoted(job.dst()));
            return;
        }
        var row = Arrays.<@Nullable Object>asList(job.execution(), job.action().word(), job.src(), job.dst());
        output.print(new Rows(List.of("execution", "action", "src", "dst"), List.of(row)), session);
    }

    /** Nothing has a meaning between single quotes. */
    private static String quoted(@Nullable String text) {
        return "'" + Objects.requireNonNullElse(text, "").replace("'", "'\\''") + "'";
    }
}
