package dev.waybill.cli.pid;

import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.kafka.DryRunGroup;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.run.ForegroundRun;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.why.Subject;
import dev.waybill.cli.why.WatchOptions;
import dev.waybill.cli.why.Watched;
import dev.waybill.pid.PidPipeline;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.journal.MessageDump;
import dev.waybill.pid.settings.HandleBackend;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.source.KafkaSource;
import dev.waybill.source.LostRecords;
import dev.waybill.source.LostRecordsPolicy;
import dev.waybill.source.RecordSource;
import dev.waybill.source.SourceFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pid consume}: registers what the topic brings, until it is told to stop. */
@Command(
        name = "consume",
        description = "Register what the topic brings, until Ctrl-C.",
        footer = {
            "%nExamples:",
            "  waybill pid consume",
            "  waybill pid -c custom.toml consume --exit-at-end",
            "  waybill pid consume --dry-run",
            "  waybill pid consume --http 8077"
        })
final class PidConsume implements Callable<Integer> {
    private static final Duration PATIENCE_BEYOND_DRAIN = Duration.ofSeconds(15);

    private final Session session;
    private final Queue<LostRecords> lost = new ConcurrentLinkedQueue<>();

    @Option(names = "--exit-at-end", description = "Stop once all that is there now is settled.")
    private boolean exitAtEnd;

    @Option(
            names = "--dry-run",
            description = "Write handle records below handles/ and contact no Handle service. Begins where the "
                    + "group stands, in a group of its own; commits nothing, and takes no partition from it.")
    private boolean dryRun;

    @Option(names = "--dump", description = "Write each message below dump/ as well.")
    private boolean dump;

    @Option(names = "--force", description = "Accepted; Waybill always goes on after an outage.")
    private boolean force;

    @Mixin
    private final WatchOptions watch = new WatchOptions();

    PidConsume(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PidRun run = session.pidRun();
        PidSettings settings = run.settings();
        if (force) {
            session.terminal().err().println("note: --force is the rule here: an outage is waited out");
        }
        requireTopics(settings);
        boolean toService = !dryRun && run.backend() == HandleBackend.REST;
        if (toService) {
            new HandleAccess(settings, session.terminal().err()).require();
        }
        var sink = toService ? PidSink.service(settings) : PidSink.journal(settings);

        var planner = PidPlanner.of(settings.mapping(), settings.stac());
        try (var failures = dryRun ? EventFailures.ofDryRun(settings) : EventFailures.of(run);
                var watched = Watched.open(watch, settings.kafka(), session, subject(failures))) {
            watched.parked(failures.log(), PidPipeline.NAME);
            var pid = new PidPipeline(planner, sink.sink(), failures.store(), run.delivery());
            return deliver(run, pid, sink, watched, failures);
        }
    }

    private static Subject subject(EventFailures failures) {
        return new Subject("pid", Optional.of(failures.place()));
    }

    private int deliver(PidRun run, PidPipeline pid, PidSink sink, Watched watched, EventFailures failures)
            throws InterruptedException {
        PidSettings settings = run.settings();
        var events = pid.from(source(run));
        if (exitAtEnd) {
            events = events.exitAtEnd();
        }
        if (dump) {
            events = events.map(new MessageDump(settings.outputDir(), InstantSource.system()));
        }
        try (var foreground = new ForegroundRun(
                pid.to(watched.over(events)),
                progress(settings.topic()),
                sink::counts,
                InstantSource.system(),
                run.delivery().drainTimeout().plus(PATIENCE_BEYOND_DRAIN))) {
            var report = foreground.run();
            return new RunEnd(session.terminal().err(), settings, exitAtEnd, lost).say(report, failures.next());
        }
    }

    private void requireTopics(PidSettings settings) {
        try (Topics topics = Topics.connect(settings.kafka())) {
            topics.require(settings.topic(), "waybill pid init");
            settings.retryTopic().ifPresent(topic -> topics.require(topic, "waybill pid init"));
        }
    }

    private SourceFactory source(PidRun run) {
        PidSettings settings = run.settings();
        var kafka = KafkaSource.topic(settings.topic())
                .properties(settings.kafka())
                .onLostRecords(run.onLostRecords())
                .whenRecordsAreLost(lost -> told(lost, run.onLostRecords()));
        var topics = settings.retryTopic()
                .filter(topic -> !topic.equals(settings.topic()))
                .map(kafka::and)
                .orElse(kafka);
        return dryRun ? () -> dryRun(topics, settings) : topics;
    }

    private void told(LostRecords one, LostRecordsPolicy policy) {
        lost.add(one);
        if (policy == LostRecordsPolicy.CONTINUE) {
            session.terminal().err().println("warning: records are lost: " + one.describe());
        }
    }

    private static RecordSource dryRun(KafkaSource topics, PidSettings settings) {
        var group = DryRunGroup.beside(settings.kafka());
        return new UncommittedSource(topics.group(group.name()).open(), group::close);
    }

    private ProgressLine progress(String label) {
        var terminal = session.terminal();
        return new ProgressLine(label, terminal.err(), terminal.errIsScreen(), InstantSource.system());
    }
}
