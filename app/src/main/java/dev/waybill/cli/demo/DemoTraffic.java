package dev.waybill.cli.demo;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.RecordSender;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.run.ForegroundWork;
import dev.waybill.cli.session.Session;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.server.http.Loopback;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo traffic}: something for {@code pid consume} to do while one looks at it. */
@Command(
        name = "traffic",
        description = {
            "Send made-up publication events at an even rate, until Ctrl-C: something to watch in the console.",
            "Only to brokers of this machine, such as that of waybill up; waybill pid consume registers them."
        },
        footer = {"%nExamples:", "  waybill demo traffic", "  waybill demo traffic --rate 200 --broken 20 --count 5000"
        })
final class DemoTraffic implements Callable<Integer> {
    private static final Duration PATIENCE = ofSeconds(10);
    private static final int LARGEST_RATE = 1_000;

    private final Session session;
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Option(names = "--rate", paramLabel = "N", description = "Events in a second, 1 to 1000; 20.")
    private int rate = 20;

    @Option(
            names = "--broken",
            paramLabel = "N",
            description = "Of N events one cannot be delivered, and is parked; 100. 0: none.")
    private int broken = 100;

    @Option(names = "--count", paramLabel = "N", description = "Stop after N events.")
    private long count = Long.MAX_VALUE;

    DemoTraffic(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        PidSettings settings = session.pidRun().settings();
        String servers = settings.kafka().getOrDefault("bootstrap.servers", "");
        requireHere(servers);
        try (Topics topics = Topics.connect(settings.kafka())) {
            topics.ensure(settings.topic(), Optional.empty(), Optional.empty());
        }
        var events = events();
        session.terminal()
                .err()
                .printf("%d events a second to %s at %s   Ctrl-C stops it%n", rate, settings.topic(), servers);
        try (var sender = RecordSender.connect(settings.kafka());
                var work = new ForegroundWork(stopped::countDown, PATIENCE)) {
            long sent = work.run(() -> send(events, sender, settings.topic()), () -> {});
            session.terminal().err().printf("%,d events sent, %,d of them broken%n", sent, events.broken());
            return ExitCode.DONE.status();
        }
    }

    private void check() {
        if (rate < 1 || rate > LARGEST_RATE || broken < 0 || count < 1) {
            throw CommandException.at(
                            ExitCode.USAGE,
                            "demo traffic",
                            "--rate " + rate + " --broken " + broken + " --count " + count)
                    .expected("--rate 1 to 1000, --broken 0 or more, --count 1 or more");
        }
    }

    /** What is made up would be registered like any other event. */
    private static void requireHere(String servers) {
        for (String server : servers.split(",", -1)) {
            if (!Loopback.isLoopback(server.strip().replaceFirst(":[0-9]+$", ""))) {
                throw CommandException.at(ExitCode.USAGE, server, "is not on this machine, and the events are made up")
                        .expected("a broker at localhost")
                        .next("waybill up   starts one");
            }
        }
    }

    private TrafficEvents events() {
        var usual = DemoSettings.usual().settings();
        var samples = SampleFiles.ours(session.home()).events();
        var templates = new StoryEvents(PidPlanner.of(usual.mapping(), usual.stac())).templates(samples);
        return new TrafficEvents(templates, new Random(), Instant.now().getEpochSecond(), broken);
    }

    private long send(TrafficEvents events, RecordSender sender, String topic) throws InterruptedException {
        long start = System.nanoTime();
        long sent = 0;
        while (sent < count) {
            long due = start + sent * SECONDS.toNanos(1) / rate;
            if (stopped.await(due - System.nanoTime(), NANOSECONDS)) {
                break;
            }
            DemoEvent event = events.next();
            sender.send(topic, event.name(), event.key(), event.value());
            sent++;
        }
        return sent;
    }
}
