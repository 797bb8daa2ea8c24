package dev.waybill.bench;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.bench.contender.Contenders;
import dev.waybill.bench.contender.Job;
import dev.waybill.bench.trial.ContenderProcess;
import dev.waybill.bench.trial.Field;
import dev.waybill.bench.trial.Journal;
import dev.waybill.bench.trial.Trial;
import dev.waybill.local.LocalProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/** What each engine loses and repeats when it is killed in mid-run, and how long it is silent. */
final class KillBenchmark {
    private static final Duration DELAY = ofMillis(5);
    private static final Duration LONGEST = ofSeconds(60);

    private final Field field;
    private final Topic topic;
    private final int inFlight;
    private final int rounds;

    private KillBenchmark(Field field, Topic topic, int inFlight, int rounds) {
        this.field = field;
        this.topic = topic;
        this.inFlight = inFlight;
        this.rounds = rounds;
    }

    static List<Result> measure(boolean quick) throws Exception {
        var results = new ArrayList<Result>();
        try (var stack = LocalProcess.start("--only", "kafka")) {
            String servers = stack.bootstrapServers();
            for (int inFlight : quick ? List.of(100) : List.of(100, 1_000)) {
                int perSecond = (int) (inFlight * 1000L / DELAY.toMillis());
                var topic = Topic.of("kill-" + inFlight, perSecond * (quick ? 3L : 12L), 100);
                topic.fill(servers);
                try (var field = new Field(Contenders.killed(), servers, Topic.PARTITIONS, Jvm.ROOMY)) {
                    results.addAll(new KillBenchmark(field, topic, inFlight, quick ? 1 : 3).killEach());
                }
            }
        }
        return results;
    }

    private List<Result> killEach() throws Exception {
        var results = new ArrayList<Result>();
        for (var process : field.processes()) {
            if (inFlight <= process.contender().mostInFlight()) {
                var kills = new ArrayList<Kill>();
                for (int i = 0; i < rounds; i++) {
                    kills.add(kill(process, 0.4 + 0.1 * i));
                    process.close();
                }
                results.addAll(results(process, kills));
            }
        }
        return results;
    }

    /** One kill, and what came of it. */
    private record Kill(long lost, long repeated, double perSecond, double silence) {}

    private Kill kill(ContenderProcess process, double after) throws Exception {
        Path file = Files.createTempFile("waybill-journal-", "");
        try {
            var journal = Journal.open(file, topic.partitions(), (int) topic.records());
            var trial = Trial.delayed(
                            topic.name(), field.newGroup(), inFlight, DELAY, topic.records(), Duration.ZERO, LONGEST)
                    .notedIn(file.toString());
            process.begin(trial);
            double perSecond = awaitHandled(journal, (long) (topic.records() * after));
            process.kill();
            int before = journal.handled();

            process.begin(trial);
            double silence = awaitOneMoreThan(journal, before);
            awaitHandled(journal, topic.records());
            awaitQuiet(journal);
            process.kill();
            return new Kill(topic.records() - journal.handled(), journal.repeated(), perSecond, silence);
        } finally {
            Files.delete(file);
        }
    }

    /** The worst of all kills. */
    private List<Result> results(ContenderProcess process, List<Kill> kills) {
        String name = String.format(
                Locale.ROOT, "%,d in flight, %s", inFlight, process.contender().name());
        var most = Collections.max(kills, Comparator.comparingLong(Kill::repeated));
        double bound = inFlight + most.perSecond * Job.COMMIT_INTERVAL.toMillis() / 1_000;
        return List.of(
                Result.of("kill", name, "lost", "records", worst(kills, k -> (double) k.lost)),
                Result.of("kill", name, "repeated", "records", most.repeated)
                        .against("in flight + 250 ms of work", bound),
                Result.of("kill", name, "speed before", "records/s", most.perSecond),
                Result.of("kill", name, "silent for", "s", worst(kills, Kill::silence)));
    }

    private static double worst(List<Kill> kills, ToDoubleFunction<Kill> figure) {
        return kills.stream().mapToDouble(figure).max().orElseThrow();
    }

    /** Waits for so many records, as long as any come. Returns how many came per second after the first. */
    private double awaitHandled(Journal journal, long wanted) {
        long end = System.nanoTime() + LONGEST.toNanos();
        long first = 0;
        int handled = journal.handled();
        while (handled < wanted && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
            handled = journal.handled();
            first = first == 0 && handled > 0 ? System.nanoTime() : first;
        }
        return handled * 1e9 / (System.nanoTime() - first);
    }

    /** Returns the seconds until anything happens after a kill, repetitions included. */
    private static double awaitOneMoreThan(Journal journal, int before) {
        long start = System.nanoTime();
        long repeatedBefore = journal.repeated();
        while (journal.handled() + journal.repeated() == before + repeatedBefore
                && System.nanoTime() - start < LONGEST.toNanos()) {
            LockSupport.parkNanos(5_000_000);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Waits until what is repeated has been repeated: nothing came for a second. */
    private static void awaitQuiet(Journal journal) {
        long seen = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < 1_000_000_000) {
            long now = journal.handled() + journal.repeated();
            since = now == seen ? since : System.nanoTime();
            seen = now;
            LockSupport.parkNanos(50_000_000);
        }
    }
}
