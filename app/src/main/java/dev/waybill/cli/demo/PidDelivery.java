package dev.waybill.cli.demo;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.pid.PidSink;
import dev.waybill.cli.run.ForegroundRun;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.delivery.DeliveryStats;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.pid.PidPipeline;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.source.KafkaSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** Delivers a story's events as {@code pid consume} does, while the Handle service goes away and comes back. */
final class PidDelivery {
    private static final Duration OUTAGE = ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int PART_BEFORE_OUTAGE = 3;

    private final Session session;
    private final PidRun run;
    private final StackHttp http;
    private final InstantSource clock;

    PidDelivery(Session session, PidRun run, StackHttp http, InstantSource clock) {
        this.session = session;
        this.run = run;
        this.http = http;
        this.clock = clock;
    }

    /** How it went. */
    record Result(long delivered, long handles, Duration took, Duration outage) {
        void measure(Figures figures) {
            double working = seconds(took.minus(outage));
            figures.measure("seconds of delivery", rounded(seconds(took)));
            figures.measure("seconds of the outage", rounded(seconds(outage)));
            figures.measure("handles per second, outage apart", Math.round(handles / working));
        }

        private static double seconds(Duration duration) {
            return Math.max(0.001, duration.toMillis() / 1000.0);
        }

        private static double rounded(double seconds) {
            return Math.round(seconds * 10) / 10.0;
        }
    }

    /**
     * Runs until all is settled that is on the topic.
     *
     * @param deliverable how many of the events can be delivered
     */
    Result run(long deliverable) throws InterruptedException {
        PidSettings settings = run.settings();
        var terminal = session.terminal();
        var progress = new ProgressLine("demo pid", terminal.err(), terminal.errIsScreen(), clock);
        var watcher =
                new OutageTalk(terminal.err(), progress, settings.outputDir().resolve("failures/r0"));
        var fault = new HandleFault(settings.handle().server(), http);
        var outage = new Outage(fault, deliverable / PART_BEFORE_OUTAGE, OUTAGE, clock, watcher);

        var sink = PidSink.service(settings);
        var planner = PidPlanner.of(settings.mapping(), settings.stac());
        var failures = new FileFailureStore(settings.outputDir().resolve("failures"));
        var pid = new PidPipeline(planner, outage.on(sink.sink()), failures, run.delivery());
        var source = KafkaSource.topic(settings.topic()).properties(settings.kafka());
        Pipeline pipeline = pid.to(pid.from(source).exitAtEnd());
        Instant start = clock.instant();
        Function<DeliveryStats, List<Count>> look = stats -> {
            outage.look(stats);
            if (clock.instant().isAfter(start.plus(LONGEST))) {
                pipeline.stop();
            }
            return sink.counts(stats);
        };
        var patience = run.delivery().drainTimeout().plusSeconds(1);
        try (var foreground = new ForegroundRun(pipeline, progress, look, clock, patience)) {
            DeliveryReport report = foreground.run();
            requireEnd(report);
            if (outage.length().isZero()) {
                terminal.err().println("no outage was staged: too few events arrived one after the other");
            }
            return new Result(
                    report.stats().delivered() + report.stats().filtered(),
                    sink.handles().getAsLong(),
                    Duration.between(start, clock.instant()),
                    outage.length());
        }
    }

    private static void requireEnd(DeliveryReport report) {
        report.stoppedBy().ifPresent(failure -> {
            throw CommandException.at(ExitCode.FAILED, "demo pid", failure.reason());
        });
        if (report.unfinished() > 0) {
            throw CommandException.at(
                            ExitCode.TIMED_OUT,
                            "demo pid",
                            report.unfinished() + " events were not settled within " + LONGEST.toSeconds() + " s")
                    .next("run it again with --debug, and see demo.log in its folder");
        }
    }
}
