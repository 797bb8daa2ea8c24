package dev.waybill.cli.jobs;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.run.ConsoleOptions;
import dev.waybill.cli.run.ForegroundWork;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.trace.Traces;
import dev.waybill.jobs.claim.Action;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.worker.CommandPlan;
import dev.waybill.jobs.worker.CommandTemplate;
import dev.waybill.jobs.worker.CommandWorker;
import dev.waybill.jobs.worker.WorkerSettings;
import dev.waybill.jobs.worker.WorkerStats;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs worker}: has jobs done by a command, until Ctrl-C. */
@Command(
        name = "worker",
        description = {
            "Have jobs done by a command, until Ctrl-C. No shell reads it: {src}, {dst}, {old}, {name}, {action}, {execution},"
                    + " {job}, {attempt}, {product} and {dataset} are put into its words; all are in WAYBILL_SRC and so on, too.",
            "Exit status of the command: 0 finished, 77 skipped, 65 failed for good, any other one: tried again while attempts"
                    + " are left. What it says becomes log lines of the job."
        },
        footer = {
            "%nExamples:",
            "  waybill jobs worker --processor l1c --dst out/{name}.{execution} -- ./process.sh {src} {dst}",
            "  waybill jobs worker --processor l1c --concurrency 4 --drain -- gdal_translate {src} {dst}",
            "  waybill jobs worker --processor l1c --action delete -- rm -rf {dst}"
        })
final class JobWorker implements Callable<Integer> {
    private static final Duration BEYOND_GRACE = ofSeconds(15);

    private final Session session;

    @Option(names = "--processor", required = true, paramLabel = "PROCESSOR", description = "Its name or number.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String processor;

    @Option(names = "--concurrency", paramLabel = "N", description = "Commands at once. Default: 1.")
    private int concurrency = 1;

    @Option(
            names = "--action",
            split = ",",
            paramLabel = "ACTION",
            description = "Which jobs: process, update, delete; several with commas. Default: process,update.")
    private List<Action> actions = List.of(Action.PROCESS, Action.UPDATE);

    @Option(
            names = "--dst",
            paramLabel = "PATH",
            description =
                    "Where the output is to be, with the same places. Without: where it was before; or the command"
                            + " writes its path into the file that WAYBILL_DST_FILE names.")
    private @Nullable String dst;

    @Option(
            names = "--dst-from-output",
            description = "The last line that the command prints is the path of its output.")
    private boolean isPathPrinted;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description = "End a command that takes longer, and count it as failed. Default: never.")
    private @Nullable Span timeout;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description =
                    "On Ctrl-C commands may go on so long; then SIGTERM, then, as long after it, SIGKILL. Default: 30s.")
    private Span grace = new Span(ofSeconds(30));

    @Option(
            names = "--drain",
            description = "End once nothing is left to do: nothing ready, waiting or running anywhere.")
    private boolean isDraining;

    @Option(names = "--name", paramLabel = "NAME", description = "What this worker is called. Default: user and host.")
    private @Nullable String name;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "After --: the command, and its words.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private List<String> command;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    JobWorker(Session session) {
        this.session = session;
    }

    /** What a worker is called that nobody has named. */
    static String usualName(Session session) {
        try {
            return session.user() + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return session.user();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        console.check();
        Programs.require(command.get(0), session);
        var settings = settings();
        var plan = plan();
        var stats = database.use(session, LogLevel.INFO, open -> run(open, settings, plan));
        session.terminal().err().println(said(stats));
        return (isDraining && stats.failed() > 0 ? ExitCode.PARTIAL : ExitCode.DONE).status();
    }

    private WorkerSettings settings() {
        try {
            return new WorkerSettings(
                    name == null ? usualName(session) : name,
                    concurrency,
                    Set.copyOf(actions),
                    grace.duration(),
                    isDraining);
        } catch (IllegalArgumentException e) {
            throw JobFailures.explained(e);
        }
    }

    private CommandPlan plan() {
        try {
            return new CommandPlan(
                    new CommandTemplate(command),
                    Optional.ofNullable(dst),
                    isPathPrinted,
                    Optional.ofNullable(timeout).map(span -> span.some("--timeout")));
        } catch (IllegalArgumentException e) {
            throw JobFailures.explained(e);
        }
    }

    private WorkerStats run(Database open, WorkerSettings settings, CommandPlan plan) throws InterruptedException {
        int id = new Processors(open).get(processor).id();
        try (var traces = Traces.open(session, "jobs")) {
            var tracer = traces.tracer(Optional.empty());
            return run(new CommandWorker(open, id, settings, plan, InstantSource.system(), tracer), settings);
        }
    }

    private WorkerStats run(CommandWorker worker, WorkerSettings settings) throws InterruptedException {
        var terminal = session.terminal();
        terminal.err().println("worker " + settings.name() + " of processor " + processor + "   Ctrl-C stops it");
        var patience = settings.grace().multipliedBy(2).plus(BEYOND_GRACE);
        try (var progress = new ProgressLine("jobs", terminal.err(), terminal.errIsScreen(), InstantSource.system());
                var work = new ForegroundWork(worker::stop, patience)) {
            var words = console.open(session);
            return work.run(worker::run, () -> {
                words.look(progress, () -> said(worker.stats()), worker::stop);
                progress.show(counts(worker.stats()), Optional.empty());
            });
        }
    }

    private static List<Count> counts(WorkerStats stats) {
        return List.of(
                Count.rated("finished", stats.finished()),
                Count.plain("failed", stats.failed()),
                Count.plain("running", stats.running()));
    }

    private static String said(WorkerStats stats) {
        return stats.finished() + " finished, " + stats.skipped() + " skipped, " + stats.failed() + " attempts failed, "
                + stats.refused() + " reports refused, " + stats.lost() + " commands ended because their job was lost, "
                + stats.running() + " running";
    }
}
