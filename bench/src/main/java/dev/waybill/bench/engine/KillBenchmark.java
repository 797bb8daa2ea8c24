package dev.waybill.bench.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.bench.contender.Contenders;
import dev.waybill.bench.contender.Job;
import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
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
public final class KillBenchmark {
    private static final Duration DELAY = ofMillis(5);
    private static final Duration LONGEST = ofSeconds(120);

    private final String servers;
    private final Field field;
    private final Topic topic;
    private final int inFlight;
    private final int rounds;

    private KillBenchmark(String servers, Field field, Topic topic, int inFlight, int rounds) {
        this.servers = servers;
        this.field = field;
        this.topic = topic;
        this.inFlight = inFlight;
        this.rounds = rounds;
    }

    public static List<Result> measure(Options options) throws Exception {
        boolean quick = options.quick();
        var results = new ArrayList<Result>();
        try (var stack = LocalProcess.start("--only", "kafka")) {
            String servers = stack.bootstrapServers();
            for (int inFlight : quick ? List.of(100) : List.of(100, 1_000)) {
                int records = quick ? 60_000 : inFlight == 100 ? 240_000 : 1_000_000;
                var topic = Topic.of("kill-" + inFlight, records, 100);
                topic.fill(servers);
                try (var field = new Field(options.among(Contenders.killed()), servers, Topic.PARTITIONS, Jvm.ROOMY)) {
                    results.addAll(new KillBenchmark(servers, field, topic, inFlight, quick ? 1 : 3).killEach());
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
    private record Kill(boolean finished, long lost, long repeated, double perSecond, double silence) {}

    private Kill kill(ContenderProcess process, double after) throws Exception {
        Path file = Files.createTempFile("waybill-journal-", "");
        try {
            var journal = Journal.open(file, topic.partitions(), (int) topic.records());
            var watch = new JournalWatch(journal, LONGEST);
            String group = field.newGroup();
            var trial = Trial.delayed(topic.name(), group, inFlight, DELAY, topic.records(), Duration.ZERO, LONGEST)
                    .notedIn(file.toString());
            process.begin(trial);
            double perSecond = watch.awaitHandled((long) (topic.records() * after));
            process.kill();

            process.begin(trial);
            double silence = watch.awaitMovement();
            watch.awaitHandled(topic.records());
            watch.awaitQuiet();
            boolean finished = journal.handled() == topic.records() || awaitCommitted(group);
            long lost = lost(journal, group);
            process.kill();
            return new Kill(finished, lost, journal.repeated(), perSecond, silence);
        } finally {
            Files.delete(file);
        }
    }

    /** The worst of all kills. */
    private List<Result> results(ContenderProcess process, List<Kill> kills) {
        String name = String.format(
                Locale.ROOT, "%,d in flight, %s", inFlight, process.contender().name());
        var most = Collections.max(kills, Comparator.comparingLong(Kill::repeated));
        if (!kills.stream().allMatch(Kill::finished)) {
            name += " (did not finish)";
        }
        double bound = inFlight + most.perSecond * Job.COMMIT_INTERVAL.toMillis() / 1_000;
        return List.of(
                Result.of("kill", name, "lost", "records", worst(kills, k -> (double) k.lost)),
                Result.of("kill", name, "repeated", "records", most.repeated)
                        .against("in flight + 250 ms of work", bound),
                Result.of("kill", name, "speed before", "records/s", most.perSecond),
                Result.of("kill", name, "silent for", "s", worst(kills, Kill::silence)));
    }

    /** Waits, for longer than anybody's commit interval, until all is committed. Returns whether it was. */
    private boolean awaitCommitted(String group) throws Exception {
        for (int i = 0; i < 70; i++) {
            if (Committed.of(servers, group).sum() >= topic.records()) {
                return true;
            }
            LockSupport.parkNanos(100_000_000);
        }
        return false;
    }

    /** Records that nobody handled and nobody will, since their group has committed past them. */
    private long lost(Journal journal, String group) throws Exception {
        long lost = 0;
        for (var committed : Committed.of(servers, group).offsets().entrySet()) {
            lost += journal.missingBelow(committed.getKey(), committed.getValue());
        }
        return lost;
    }

    private static double worst(List<Kill> kills, ToDoubleFunction<Kill> figure) {
        return kills.stream().mapToDouble(figure).max().orElseThrow();
    }
}
