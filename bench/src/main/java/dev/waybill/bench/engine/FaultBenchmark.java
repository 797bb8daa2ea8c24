package dev.waybill.bench.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.bench.contender.Contenders;
import dev.waybill.bench.result.Medians;
import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import dev.waybill.bench.trial.ContenderProcess;
import dev.waybill.bench.trial.Field;
import dev.waybill.bench.trial.Outcome;
import dev.waybill.bench.trial.Scenario;
import dev.waybill.bench.trial.Trial;
import dev.waybill.local.LocalProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much speed each engine keeps when records fail, and how close the ordered ones come to what one hot key allows.
 */
public final class FaultBenchmark {
    private static final int IN_FLIGHT = 200;
    private static final Duration DELAY = ofMillis(5);
    private static final double IDEAL = IN_FLIGHT * 1e9 / DELAY.toNanos();
    private static final int HOT_PERCENT = 30;

    private final String servers;
    private final Options options;
    private final boolean quick;

    private FaultBenchmark(String servers, Options options) {
        this.servers = servers;
        this.options = options;
        this.quick = options.quick();
    }

    public static List<Result> measure(Options options) throws Exception {
        try (var stack = LocalProcess.start("--only", "kafka")) {
            var benchmark = new FaultBenchmark(stack.bootstrapServers(), options);
            var results = new ArrayList<>(benchmark.failures());
            results.addAll(benchmark.hotKey());
            return results;
        }
    }

    private List<Result> failures() throws Exception {
        var topic = Topic.of("faults", quick ? 400_000 : 1_000_000, 100);
        topic.fill(servers);
        var medians = new Medians("faults", "ideal");
        try (var field = new Field(options.among(Contenders.engines()), servers, Topic.PARTITIONS, Jvm.ROOMY)) {
            for (int round = 0; round < (quick ? 1 : 3); round++) {
                for (var process : field.processes()) {
                    for (var scenario : List.of(Scenario.CLEAN, Scenario.TRANSIENT, Scenario.POISON)) {
                        var outcome = run(process, topic, field.newGroup(), scenario);
                        medians.add(words(scenario) + ", " + process.contender().name(), outcome, IDEAL);
                    }
                }
            }
        }
        return medians.results();
    }

    private Outcome run(ContenderProcess process, Topic topic, String group, Scenario scenario) throws Exception {
        return process.measure(Trial.delayed(
                        topic.name(),
                        group,
                        IN_FLIGHT,
                        DELAY,
                        topic.records(),
                        quick ? ofMillis(1_000) : ofSeconds(3),
                        quick ? ofMillis(1_000) : ofSeconds(8))
                .with(scenario));
    }

    private static String words(Scenario scenario) {
        return switch (scenario) {
            case CLEAN -> "no failure";
            case TRANSIENT -> "1 % fail once";
            case POISON -> "one key of 1,000 always fails";
            case STUCK_HEAD -> "the head stays";
        };
    }

    /** The records of the hot key take turns, so the whole topic takes at least as long as they do. */
    private List<Result> hotKey() throws Exception {
        var topic = Topic.of("skewed", quick ? 2_000 : 10_000, 100).withHotKey(HOT_PERCENT);
        topic.fill(servers);
        double ideal = 1e9 / DELAY.toNanos() * 100 / HOT_PERCENT;
        var medians = new Medians("faults", "ideal");
        try (var field = new Field(options.among(Contenders.inKeyOrder()), servers, Topic.PARTITIONS, Jvm.ROOMY)) {
            for (var process : field.processes()) {
                var trial = Trial.delayed(
                        topic.name(),
                        field.newGroup(),
                        IN_FLIGHT,
                        DELAY,
                        topic.records(),
                        Duration.ZERO,
                        ofSeconds(quick ? 10 : 60));
                medians.add("30 % of one key, " + process.contender().name(), process.measure(trial), ideal);
            }
        }
        return medians.results();
    }
}
