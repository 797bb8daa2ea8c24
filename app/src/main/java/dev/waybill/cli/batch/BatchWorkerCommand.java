package dev.waybill.cli.batch;

import static java.time.Duration.ofSeconds;

import dev.waybill.batch.BatchTopics;
import dev.waybill.batch.work.BatchWorker;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.run.ConsoleOptions;
import dev.waybill.cli.run.ForegroundRun;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.why.Subject;
import dev.waybill.cli.why.WatchOptions;
import dev.waybill.cli.why.Watched;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.delivery.DeliveryStats;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code batch worker}: checks rows and stores them, until Ctrl-C. */
@Command(
        name = "worker",
        description = {
            "Check the rows of all jobs and store them in ClickHouse, until Ctrl-C.",
            "Any number of them may run; they share every job."
        },
        footer = {
            "%nExamples:",
            "  waybill batch worker",
            "  waybill batch worker --bootstrap-server kafka:9092 --clickhouse http://store:8123 --http 9091"
        })
final class BatchWorkerCommand implements Callable<Integer> {
    private static final Duration DRAIN = ofSeconds(30);
    private static final Duration PATIENCE_BEYOND_DRAIN = ofSeconds(15);

    private final Session session;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Blocks that are done at once. Default: batch.threads of the settings, 3.")
    private @Nullable Integer threads;

    @Option(
            names = "--failures",
            paramLabel = "DIR",
            description =
                    "Where blocks go that cannot be checked at all. Default: batch.failures of the settings, batch-failures.")
    private @Nullable Path failures;

    @Option(names = "--exit-at-end", description = "Stop once all that is there now is done.")
    private boolean exitAtEnd;

    @Mixin
    private final BrokerOptions brokers = new BrokerOptions();

    @Mixin
    private final ClickHouseOptions clickHouse = new ClickHouseOptions();

    @Mixin
    private final WatchOptions watch = new WatchOptions();

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    BatchWorkerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (threads != null && threads < 1) {
            throw CommandException.at(ExitCode.USAGE, "--threads", "got " + threads)
                    .expected("1 or more");
        }
        console.check();
        session.variable("METRICS_PORT").ifPresent(watch::portUnlessGiven);
        var kafka = new HashMap<>(brokers.kafka(session));
        kafka.put("group.id", BatchWorker.GROUP);
        Topics.connect(kafka).close(); // fails within seconds where no broker is
        BatchTopics.ensure(kafka);
        var settings = session.batch().work();
        Path parked = failures == null ? settings.failures() : failures;
        int atOnce = threads == null ? settings.threads() : threads;
        var store = clickHouse.store(session);
        new KeptWorker(
                        kafka.getOrDefault("bootstrap.servers", ""),
                        store.address().toString(),
                        store.database())
                .keepIn(parked);
        try (var watched = Watched.open(
                        watch,
                        kafka,
                        session,
                        new Subject("batch", Optional.of(parked.toAbsolutePath().toString())));
                var worker = BatchWorker.open(kafka, ClickHouseOptions.client(session, store), watched.registry());
                var progress = progress()) {
            watched.parked(new FileFailureLog(parked), BatchWorker.NAME);
            var blocks = worker.from(BatchWorker.source(kafka), new FileFailureStore(parked), atOnce, DRAIN);
            if (exitAtEnd) {
                blocks = blocks.exitAtEnd();
            }
            var pipeline = worker.to(watched.over(blocks));
            var words = console.open(session);
            try (var foreground = new ForegroundRun(
                    pipeline,
                    progress,
                    BatchWorkerCommand::counts,
                    InstantSource.system(),
                    DRAIN.plus(PATIENCE_BEYOND_DRAIN))) {
                return end(foreground.run(() -> words.look(progress, () -> status(pipeline), pipeline::stop)), parked);
            }
        }
    }

    private ProgressLine progress() {
        var terminal = session.terminal();
        return new ProgressLine("batch", terminal.err(), terminal.errIsScreen(), InstantSource.system());
    }

    private static String status(Pipeline pipeline) {
        var stats = pipeline.stats();
        return String.format(
                Locale.ROOT,
                "%d blocks done, %d parked, %d failed attempts, %d in flight",
                stats.settled(),
                stats.parked(),
                stats.failedAttempts(),
                stats.inFlight());
    }

    private static List<Count> counts(DeliveryStats stats) {
        return List.of(
                Count.rated("blocks", stats.settled()),
                Count.plain("parked", stats.parked()),
                Count.plain("failed attempts", stats.failedAttempts()),
                Count.plain("in flight", stats.inFlight()));
    }

    private int end(DeliveryReport report, Path parked) {
        var err = session.terminal().err();
        if (report.stats().parked() > 0) {
            err.println("  next: waybill failures list --failures " + parked + "   says what is parked, and why");
            err.println("  next: waybill replay --failures " + parked + "          does it again once that is mended");
        }
        report.stoppedBy().ifPresent(failure -> {
            throw stopped(failure);
        });
        return (report.stats().parked() > 0 ? ExitCode.PARTIAL : ExitCode.DONE).status();
    }

    private static CommandException stopped(Failure failure) {
        boolean isRefused = failure.failureClass() == FailureClass.MISCONFIGURED;
        return CommandException.at(
                isRefused ? ExitCode.CONFIGURATION : ExitCode.FAILED, "batch worker", failure.reason());
    }
}
