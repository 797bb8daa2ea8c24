package dev.waybill.cli.failures;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.batch.BatchAgain;
import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.files.FilesAgain;
import dev.waybill.cli.files.RekeyAgain;
import dev.waybill.cli.pid.PidAgain;
import dev.waybill.cli.run.ReplayRun;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.trace.Traces;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.replay.ReplayAudit;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayLimits;
import dev.waybill.replay.ReplayRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay}: parked records once more through their pipeline. */
@Command(
        name = "replay",
        description = {
            "Run parked records through their pipeline again.",
            "A record stays parked until it has arrived, or was parked anew. Ctrl-C loses nothing: "
                    + "what has not arrived is replayed by the next call.",
            "Who replayed what is in replays.jsonl beside the parked records."
        },
        footer = {
            "%nExamples:",
            "  waybill replay -c custom.toml --dry-run",
            "  waybill replay -c custom.toml --group 7f3a --canary 10",
            "  waybill replay -c custom.toml --since 2h --rate 50 --at-most 1000",
            "  waybill replay --failures GirderUploadStreamProcessor_output/failures",
            "  waybill replay --failures batch-failures --dry-run"
        })
public final class ReplayCommand implements Callable<Integer>, ChangingCommand {
    private static final Duration DRAIN = ofSeconds(30);
    private static final Duration PATIENCE_BEYOND_DRAIN = ofSeconds(15);
    private static final Duration LONGEST_DRAIN = ofMinutes(2);

    private final Session session;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description =
                    "Whose pipeline: pid, files, rekey or batch. Default: that of the command which parks in the folder of "
                            + "--failures, if that is one of waybill files or waybill batch, else pid.")
    private @Nullable Workload workload;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(names = "--dry-run", description = "Only count, by cause, what would be replayed.")
    private boolean dryRun;

    @Option(names = "--rate", paramLabel = "N", description = "Start N records in a second.")
    private @Nullable Integer rate;

    @Option(
            names = "--canary",
            paramLabel = "N",
            description = "Start N records first, and the others only if all of these have arrived.")
    private int canary;

    @Option(names = "--at-most", paramLabel = "N", description = "Replay N records, and leave the others parked.")
    private @Nullable Long atMost;

    @Mixin
    private final OutputOption output = new OutputOption();

    private volatile @Nullable ReplayJob running;

    public ReplayCommand(Session session) {
        this.session = session;
    }

    @Override
    public boolean isChange() {
        return !dryRun;
    }

    @Override
    public Duration drain() {
        return LONGEST_DRAIN;
    }

    @Override
    public Map<String, Long> counts() {
        var job = running;
        if (job == null) {
            return Map.of();
        }
        var done = job.progress();
        return Map.of("started", done.started(), "settled", done.settled(), "failed_again", done.failedAgain());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var request = new ReplayRequest(filter.filter(), limits(), session.user());
        var whose = workload == null ? store.parkedBy() : workload;
        if (whose != Workload.PID) {
            try (var parked = store.openFolder()) {
                return dryRun ? count(parked, request) : replay(parked, request, whose);
            }
        }
        PidRun run = session.pidRun();
        try (var parked = store.open(Optional.of(run))) {
            return dryRun ? count(parked, request) : replay(parked, request, run);
        }
    }

    private ReplayLimits limits() {
        try {
            var limits = ReplayLimits.DEFAULT.withCanary(canary);
            limits = rate == null ? limits : limits.withPerSecond(rate);
            return atMost == null ? limits : limits.withAtMost(atMost);
        } catch (IllegalArgumentException e) {
            throw CommandException.at(ExitCode.USAGE, "waybill replay", String.valueOf(e.getMessage()))
                    .next("waybill replay --help");
        }
    }

    private int count(OpenStore parked, ReplayRequest request) throws IOException {
        var preview = ReplayJob.preview(parked.log(), request);
        var matching = preview.matching();
        new GroupRows(session.redactor(), output.format())
                .print(matching, session.terminal().out());
        session.terminal().err().printf("would replay %,d of %,d%n", preview.records(), matching.count());
        Damaged.say(matching.damaged(), session);
        return ExitCode.DONE.status();
    }

    private int replay(OpenStore parked, ReplayRequest request, PidRun run) throws IOException, InterruptedException {
        var again = PidAgain.open(session, run, parked.parking());
        var patience = run.delivery().drainTimeout().plus(PATIENCE_BEYOND_DRAIN);
        return replay(parked, request, again.pipeline(), "pid", patience);
    }

    private int replay(OpenStore parked, ReplayRequest request, Workload whose)
            throws IOException, InterruptedException {
        var patience = DRAIN.plus(PATIENCE_BEYOND_DRAIN);
        if (whose == Workload.BATCH) {
            try (var again = BatchAgain.open(session, parked.folder(), parked.parking(), DRAIN)) {
                return replay(parked, request, again.pipeline(), "batch", patience);
            }
        }
        if (whose == Workload.REKEY) {
            try (var again = RekeyAgain.open(session, parked.folder(), parked.parking(), DRAIN)) {
                return replay(parked, request, again.pipeline(), "files", patience);
            }
        }
        try (var again = FilesAgain.open(session, parked.folder(), parked.parking(), DRAIN)) {
            return replay(parked, request, again.pipeline(), "files", patience);
        }
    }

    private int replay(OpenStore parked, ReplayRequest request, Pipeline pipeline, String workload, Duration patience)
            throws IOException, InterruptedException {
        try (var traces = Traces.open(session, workload)) {
            var traced = pipeline.tracedBy(traces.tracer(Optional.empty()));
            var job = new ReplayJob(parked.log(), traced, request, ReplayAudit.in(parked.folder()));
            running = job;
            return new ReplayRun(session, job).run(patience, output.format());
        }
    }
}
