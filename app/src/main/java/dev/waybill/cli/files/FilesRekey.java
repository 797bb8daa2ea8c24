package dev.waybill.cli.files;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.ProducerProperties;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.run.ForegroundRun;
import dev.waybill.cli.run.ReplayRun;
import dev.waybill.cli.session.Brokers;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.why.Subject;
import dev.waybill.cli.why.WatchOptions;
import dev.waybill.cli.why.Watched;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.delivery.DeliveryStats;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.files.RekeyPipeline;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.replay.ReplayAudit;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayLimits;
import dev.waybill.replay.ReplayRequest;
import dev.waybill.sink.KafkaSink;
import dev.waybill.sink.Outgoing;
import dev.waybill.source.KafkaSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code files rekey}: brings the chunks of each file into one partition, on another topic. */
@Command(
        name = "rekey",
        description = {
            "Copy chunks to another topic on which all chunks of a file are in one partition, until Ctrl-C.",
            "For chunks of OpenMSIStream's producers, which are scattered, where several consumers are to share them."
        },
        footer = {
            "%nExamples:",
            "  waybill files rekey --topic raw --to raw-by-file",
            "  waybill files rekey --topic raw --to raw-by-file --exit-at-end"
        })
final class FilesRekey implements Callable<Integer> {
    private static final Duration DRAIN = ofSeconds(30);
    private static final Duration PATIENCE_BEYOND_DRAIN = ofSeconds(15);

    private final Session session;

    @Mixin
    private final RekeyOptions options = new RekeyOptions();

    @Option(
            names = "--failures",
            paramLabel = "DIR",
            description = "Where records are parked that are no chunks. Default: failures.")
    private Path failures = Path.of("failures");

    @Option(names = "--exit-at-end", description = "Stop once all that is there now is settled.")
    private boolean exitAtEnd;

    @Option(
            names = "--replay",
            description = "Instead of the topic, take what is parked in failures once more, and stop.")
    private boolean replay;

    @Mixin
    private final WatchOptions watch = new WatchOptions();

    FilesRekey(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        options.check();
        var brokers = new Brokers(options.servers());
        Map<String, String> kafka = new HashMap<>(brokers.properties(session.kafka("consumer")));
        kafka.put("group.id", options.group());
        kafka.putIfAbsent("receive.buffer.bytes", "-1"); // as the system sees fit: chunks are large
        try (Topics topics = Topics.connect(kafka)) {
            topics.require(options.from(), "waybill files upload PATH --topic " + options.from());
            var partitions = Optional.of(topics.partitions(options.from()));
            if (topics.ensure(options.to(), partitions, Optional.empty())) {
                session.terminal().err().println("topic " + options.to() + " created");
            }
        }
        var rekey = new RekeyPipeline(new FileFailureStore(failures), DRAIN);
        try (var sink = RekeyPipeline.topic(
                options.to(), ProducerProperties.of(brokers.properties(session.kafka("producer"))))) {
            return replay ? replay(rekey, sink) : run(rekey, sink, kafka);
        } catch (DeliveryException e) {
            throw CommandException.at(
                    ExitCode.CONFIGURATION, "topic " + options.to(), e.failure().reason());
        }
    }

    private int run(RekeyPipeline rekey, KafkaSink<Outgoing> sink, Map<String, String> kafka)
            throws InterruptedException {
        var records = rekey.from(KafkaSource.topic(options.from()).properties(kafka));
        if (exitAtEnd) {
            records = records.exitAtEnd();
        }
        try (var watched = Watched.open(
                        watch,
                        kafka,
                        session,
                        new Subject(
                                "files", Optional.of(failures.toAbsolutePath().toString())));
                var foreground = new ForegroundRun(
                        rekey.to(watched.over(records), sink),
                        progress(),
                        FilesRekey::counts,
                        InstantSource.system(),
                        DRAIN.plus(PATIENCE_BEYOND_DRAIN))) {
            return end(foreground.run());
        }
    }

    private int replay(RekeyPipeline rekey, KafkaSink<Outgoing> sink) throws InterruptedException {
        Pipeline pipeline = rekey.to(
                rekey.from(() -> {
                    throw new IllegalStateException("only its replay is run");
                }),
                sink);
        var request = new ReplayRequest(FailureFilter.ALL, ReplayLimits.DEFAULT, session.user());
        var job = new ReplayJob(new FileFailureLog(failures), pipeline, request, ReplayAudit.in(failures));
        return new ReplayRun(session, job).run(DRAIN.plus(PATIENCE_BEYOND_DRAIN), OutputFormat.TABLE);
    }

    private ProgressLine progress() {
        var terminal = session.terminal();
        return new ProgressLine(options.from(), terminal.err(), terminal.errIsScreen(), InstantSource.system());
    }

    private static List<Count> counts(DeliveryStats stats) {
        return List.of(
                Count.rated("chunks", stats.delivered()),
                Count.plain("parked", stats.parked()),
                Count.plain("failed attempts", stats.failedAttempts()),
                Count.plain("in flight", stats.inFlight()));
    }

    private int end(DeliveryReport report) {
        var err = session.terminal().err();
        var stats = report.stats();
        err.printf(
                "%,d messages read, %,d chunks copied, %,d parked%n", stats.read(), stats.delivered(), stats.parked());
        if (stats.parked() > 0) {
            err.println("  next: waybill failures list --failures " + failures + "   says what is parked, and why;");
            err.println("        the same command with --replay takes it once more when that is mended");
        }
        report.stoppedBy().ifPresent(failure -> {
            err.println("stopped; offsets stand at what has arrived");
            throw CommandException.at(ExitCode.FAILED, "topic " + options.to(), failure.reason());
        });
        return (stats.parked() > 0 ? ExitCode.PARTIAL : ExitCode.DONE).status();
    }
}
