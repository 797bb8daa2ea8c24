package dev.waybill.cli.files;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.run.ConsoleOptions;
import dev.waybill.cli.run.ForegroundRun;
import dev.waybill.cli.run.ReplayRun;
import dev.waybill.cli.session.Brokers;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.trace.Traces;
import dev.waybill.cli.why.Subject;
import dev.waybill.cli.why.WatchOptions;
import dev.waybill.cli.why.Watched;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.delivery.DeliveryStats;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.files.FilesReceiver;
import dev.waybill.files.assembly.AssemblySettings;
import dev.waybill.files.idle.IdleFiles;
import dev.waybill.files.moving.KafkaStretchReader;
import dev.waybill.files.staging.StagingInUseException;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.replay.ReplayAudit;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayLimits;
import dev.waybill.replay.ReplayRequest;
import dev.waybill.source.KafkaSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One run of a command that turns chunks into files. Used by one thread.
 *
 * @param output holds STAGING, LOGS and failures
 * @param where files go, kept for {@code waybill replay}
 */
record Receiving(
        Session session,
        ReceiveOptions options,
        WatchOptions watch,
        ConsoleOptions console,
        Path output,
        AssemblySettings assembly,
        KeptRun.Where where) {
    private static final Duration DRAIN = ofSeconds(30);
    private static final Duration PATIENCE_BEYOND_DRAIN = ofSeconds(15);

    int run(Destination to) throws IOException, InterruptedException {
        var pattern = options.pattern();
        Map<String, String> kafka = new HashMap<>(new Brokers(options.servers()).properties(session.kafka("consumer")));
        String group = options.group(kafka);
        kafka.put("group.id", group);
        kafka.putIfAbsent("receive.buffer.bytes", "-1"); // as the system sees fit: chunks are large
        try (Topics topics = Topics.connect(kafka)) {
            topics.require(options.topic(), "waybill files upload PATH --topic " + options.topic());
        }
        var idle = options.idlePolicy(session.idleFiles());
        Path failures = output.resolve("failures");
        var settings = options.settings(output, group, assembly);
        try (var receiver = FilesReceiver.open(settings, to.sink())) {
            if (options.isReplay()) {
                return replay(receiver, failures);
            }
            KeptRun.FILE.keep(KeptRun.of(settings, where), failures);
            var source = KafkaSource.topic(options.topic()).properties(kafka);
            var pipeline = receiver.pipeline(pattern, new FileFailureStore(failures), DRAIN);
            var reader = new KafkaStretchReader(kafka);
            var parked = idle.parkAfter().map(age -> receiver.parkIdle(age, reader, new FileFailureStore(failures)));
            var records = pipeline.from(receiver.over(source, reader));
            if (options.isExitAtEnd()) {
                records = records.exitAtEnd();
            }
            try (var watched = Watched.open(
                            watch,
                            kafka,
                            session,
                            new Subject(
                                    "files",
                                    Optional.of(failures.toAbsolutePath().toString())));
                    var progress = progress()) {
                var running = pipeline.to(watched.over(records));
                return run(
                        running,
                        receiver,
                        progress,
                        to,
                        () -> parked.map(IdleFiles::parked).orElse(0L));
            }
        } catch (StagingInUseException e) {
            throw CommandException.at(ExitCode.CONFLICT, output.toString(), String.valueOf(e.getMessage()))
                    .next("stop the other one first, or name another folder with --output-dir");
        }
    }

    private int run(
            Pipeline running, FilesReceiver receiver, ProgressLine progress, Destination to, LongSupplier parkedIdle)
            throws InterruptedException {
        var words = console.open(session);
        Runnable stop = () -> {
            running.stop();
            receiver.stopWaiting();
        };
        try (var foreground = new ForegroundRun(
                new ForegroundRun.Run(() -> deliver(running, receiver), stop, running::stats),
                progress,
                stats -> counts(stats, to.arrived()),
                InstantSource.system(),
                DRAIN.plus(PATIENCE_BEYOND_DRAIN))) {
            var report = foreground.run(() -> words.look(progress, () -> status(running, receiver, to), stop));
            return end(report, receiver, to, report.stats().parked() + parkedIdle.getAsLong());
        }
    }

    /** At the end files may be whole in the staging folder for which no record stands: they are waited for. */
    private DeliveryReport deliver(Pipeline running, FilesReceiver receiver) throws InterruptedException {
        var report = running.run();
        if (options.isExitAtEnd() && report.stoppedBy().isEmpty()) {
            receiver.awaitStaged();
        }
        return report;
    }

    /** Through the same steps, and the same staging folder, as when they came first. */
    private int replay(FilesReceiver receiver, Path failures) throws InterruptedException {
        var files = receiver.pipeline(Optional.empty(), new FileFailureStore(failures), DRAIN);
        var pipeline = files.to(files.from(() -> {
            throw new IllegalStateException("only its replay is run");
        }));
        var log = new FileFailureLog(failures);
        var request = new ReplayRequest(FailureFilter.ALL, ReplayLimits.DEFAULT, session.user());
        try (var traces = Traces.open(session, "files")) {
            var traced = pipeline.tracedBy(traces.tracer(Optional.empty()));
            var job = new ReplayJob(log, traced, request, ReplayAudit.in(failures));
            return new ReplayRun(session, job).run(DRAIN.plus(PATIENCE_BEYOND_DRAIN), OutputFormat.TABLE);
        }
    }

    private ProgressLine progress() {
        var terminal = session.terminal();
        return new ProgressLine(options.topic(), terminal.err(), terminal.errIsScreen(), InstantSource.system());
    }

    private static List<Count> counts(DeliveryStats stats, LongSupplier arrived) {
        return List.of(
                Count.rated("chunks", stats.settled()),
                Count.rated("files", arrived.getAsLong()),
                Count.plain("parked", stats.parked()),
                Count.plain("failed attempts", stats.failedAttempts()),
                Count.plain("in flight", stats.inFlight()));
    }

    /** The first three as OpenMSIStream says them. */
    private static String status(Pipeline running, FilesReceiver receiver, Destination to) {
        var stats = running.stats();
        return String.format(
                Locale.ROOT,
                "%d messages read, %d messages processed, %d files completely processed so far; "
                        + "%d parked, %d files incomplete, %d failed attempts",
                stats.read(),
                stats.settled(),
                to.arrived().getAsLong(),
                stats.parked(),
                receiver.unfinished().size(),
                stats.failedAttempts());
    }

    private int end(DeliveryReport report, FilesReceiver receiver, Destination to, long parked) {
        var err = session.terminal().err();
        var stats = report.stats();
        long incomplete = receiver.unfinished().size();
        err.printf(
                "%,d messages read, %,d settled, %,d parked, %,d files arrived, %,d files incomplete%n",
                stats.read(), stats.settled(), parked, to.arrived().getAsLong(), incomplete);
        if (parked > 0) {
            String failures = output.resolve("failures").toString();
            err.println("  next: waybill failures list --failures " + failures + "   says what is parked, and why;");
            err.println("        waybill replay --failures " + failures + "   takes it once more when that is mended");
        }
        report.stoppedBy().ifPresent(failure -> {
            err.println("stopped; offsets stand at what has arrived");
            throw report.stoppedAt().isPresent()
                    ? to.refused().apply(failure)
                    : CommandException.at(ExitCode.FAILED, "topic " + options.topic(), failure.reason());
        });
        boolean isPartial = parked > 0 || (options.isExitAtEnd() && incomplete > 0);
        return (isPartial ? ExitCode.PARTIAL : ExitCode.DONE).status();
    }
}
