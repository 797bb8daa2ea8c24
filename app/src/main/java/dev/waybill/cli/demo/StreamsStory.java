package dev.waybill.cli.demo;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.demo.worker.PaymentPipeline;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.terminal.Terminal;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The streams story: deliver through an outage of the sink and a kill of the worker, then compare what others wrote down.
 * Told once, by one thread.
 */
final class StreamsStory {
    static final int PAYMENTS = 100_000;

    private static final int PARTITIONS = 4;
    private static final double OUTAGE_AFTER = 0.3;
    private static final double KILL_AFTER = 0.65;
    private static final Duration OUTAGE = ofSeconds(11); // a head that stands still for 10 s counts as blocked
    private static final int WHY_LINES = 14;

    private final PrintStream err;
    private final DemoStack stack;
    private final Path folder;
    private final String servers;
    private final List<KafkaRecord> sent;
    private final InstantSource clock = InstantSource.system();
    private final LedgerBook book;
    private final StreamsWatch watch;

    private StreamsStory(Terminal terminal, DemoStack stack, Path folder, List<KafkaRecord> sent) {
        this.err = terminal.err();
        this.stack = stack;
        this.folder = folder;
        this.servers = servers(stack);
        this.sent = sent;
        this.book = new LedgerBook(folder.resolve("ledger.csv"), PAYMENTS);
        this.watch = new StreamsWatch(book, terminal, clock);
    }

    /** The story of payments that are on their topic when this returns. */
    static StreamsStory begin(Terminal terminal, DemoStack stack, Path folder) throws InterruptedException {
        try (Topics topics = Topics.connect(Map.of("bootstrap.servers", servers(stack)))) {
            topics.ensure(PaymentPipeline.TOPIC, Optional.of(PARTITIONS), Optional.empty());
        }
        var sent = new EventPublisher(servers(stack), PaymentPipeline.TOPIC)
                .send(PaymentEvents.of(PAYMENTS), InstantSource.system().instant());
        var story = new StreamsStory(terminal, stack, folder, sent);
        story.say(
                "%,d payments are on topic %s, in %d partitions; one in a hundred cannot be read, on purpose",
                sent.size(), PaymentPipeline.TOPIC, PARTITIONS);
        return story;
    }

    private static String servers(DemoStack stack) {
        return stack.endpoints().getOrDefault("kafka", "");
    }

    /** Tells it; nothing where a signal ended it. */
    Optional<StreamsVerdict> tell() throws InterruptedException, IOException {
        long start = clock.millis();
        Kill kill;
        try (var ledger = Ledger.open(book)) {
            try (var worker = worker(ledger)) {
                say("process %d delivers them to a ledger that takes its time", worker.pid());
                until(worker, () -> book.sums().payments() >= PAYMENTS * OUTAGE_AFTER);
                outage(ledger, worker);
                until(worker, () -> book.sums().payments() >= PAYMENTS * KILL_AFTER);
                kill = kill(worker, ledger);
            }
            try (var worker = worker(ledger)) {
                say("process %d goes on where the commits say", worker.pid());
                watch.until(() -> !worker.isAlive() || stack.isStopping());
                if (stack.isStopping()) {
                    return Optional.empty();
                }
                worker.requireGoodEnd(folder);
            }
        }
        watch.finish();
        return Optional.of(judge(kill, clock.millis() - start));
    }

    private WorkerProcess worker(Ledger ledger) {
        return WorkerProcess.start(servers, ledger.uri(), folder);
    }

    private void outage(Ledger ledger, WorkerProcess worker) throws InterruptedException {
        ledger.down();
        say("the ledger is down now, on purpose: %,d payments have arrived, the others have to wait", arrived());
        rest(worker, OUTAGE);
        say("why is it stuck? the worker's own answer, from /why:");
        worker.why().lines().limit(WHY_LINES).forEach(line -> err.println("  | " + line));
        long blamed = parked().stream().filter(ParkedLine::isNotItsOwnFault).count();
        ledger.up();
        say("the ledger is back after %d s: %,d payments were parked for it", OUTAGE.toSeconds(), blamed);
    }

    private Kill kill(WorkerProcess worker, Ledger ledger) throws InterruptedException {
        long recent = watch.arrivedLately();
        worker.kill();
        say("kill -9 of process %d, with %,d payments at the ledger", worker.pid(), arrived());
        watch.until(ledger::isIdle); // what the dead process had sent still arrives
        var signed = SignedFor.read(servers, PaymentPipeline.GROUP);
        var kill = Kill.of(sent, book, signed, PaymentPipeline.IN_FLIGHT + recent);
        say(
                "the commits know of all of these but %,d, and of %,d that arrived out of turn",
                kill.unsigned().cardinality(), signed.held());
        return kill;
    }

    private StreamsVerdict judge(Kill kill, long millis) throws InterruptedException, IOException {
        err.println("reading the ledger's file, the failure files and the offsets ...");
        var verdict = new StreamsVerdict(sent);
        verdict.ledger(LedgerBook.read(folder.resolve("ledger.csv"), PAYMENTS), kill);
        verdict.parked(parked());
        verdict.offsets(GroupProgress.read(servers, PaymentPipeline.GROUP, PaymentPipeline.TOPIC, PARTITIONS));
        verdict.figures()
                .measure("seconds of delivery, outage and restart included", Math.round(millis / 100.0) / 10.0);
        return verdict;
    }

    private void rest(WorkerProcess worker, Duration pause) throws InterruptedException {
        long end = clock.millis() + pause.toMillis();
        until(worker, () -> clock.millis() >= end);
    }

    private void until(WorkerProcess worker, BooleanSupplier reached) throws InterruptedException {
        watch.until(() -> reached.getAsBoolean() || !worker.isAlive() || stack.isStopping());
        if (!reached.getAsBoolean()) {
            throw CommandException.at(ExitCode.FAILED, "worker process", "ended too early, at " + arrived())
                    .next("see " + folder.resolve("worker.err") + " and worker.log beside it");
        }
    }

    private List<ParkedLine> parked() {
        return ParkedLine.in(folder.resolve("failures").resolve("r0"));
    }

    private int arrived() {
        return book.sums().payments();
    }

    private void say(String format, Object... values) {
        watch.pause();
        err.println(String.format(Locale.ROOT, format, values));
    }
}
