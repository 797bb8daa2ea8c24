package dev.waybill.bench;

import static java.time.Duration.ofMillis;

import dev.waybill.bench.contender.Contender;
import dev.waybill.bench.contender.Contenders;
import dev.waybill.bench.trial.ContenderProcess;
import dev.waybill.bench.trial.Field;
import dev.waybill.bench.trial.Outcome;
import dev.waybill.bench.trial.Trial;
import dev.waybill.local.LocalProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast records go through each engine to a handler that does nothing, against a bare consumer loop on the same topic
 * just before.
 */
final class EngineBenchmark {
    private static final String RAW = "raw loop";

    private final Field field;
    private final boolean quick;

    private EngineBenchmark(Field field, boolean quick) {
        this.field = field;
        this.quick = quick;
    }

    static List<Result> measure(Options options) throws Exception {
        boolean quick = options.quick();
        var small = Topic.of("noop-100-B", quick ? 4_000_000 : 12_000_000, 100);
        var large = Topic.of("noop-1-KiB", quick ? 1_000_000 : 3_000_000, 1024);
        var contenders = new ArrayList<Contender>(List.of(Contenders.RAW_LOOP));
        contenders.addAll(options.among(Contenders.engines()));
        try (var stack = LocalProcess.start("--only", "kafka");
                var field = new Field(contenders, stack.bootstrapServers(), Topic.PARTITIONS, Jvm.ROOMY)) {
            small.fill(stack.bootstrapServers());
            large.fill(stack.bootstrapServers());
            var benchmark = new EngineBenchmark(field, quick);
            var results = new ArrayList<Result>();
            results.addAll(benchmark.rounds("no-op 100 B", small, quick ? 2 : 5));
            results.addAll(benchmark.rounds("no-op 1 KiB", large, quick ? 2 : 5));
            return results;
        }
    }

    private List<Result> rounds(String name, Topic topic, int rounds) throws Exception {
        var medians = new Medians("engine", RAW);
        Duration window = ofMillis(quick ? 1_500 : 5_000);
        var rawLoop = field.processes().get(0);
        for (int round = 0; round <= rounds; round++) {
            for (var process : field.processes()) {
                double raw = run(rawLoop, topic, window).perSecond(); // just before, so that both see the same machine
                var outcome = run(process, topic, window);
                if (round > 0) { // the first one warms up
                    medians.add(name + ", " + process.contender().name(), outcome, raw);
                }
            }
        }
        return medians.results();
    }

    private Outcome run(ContenderProcess process, Topic topic, Duration window) throws Exception {
        return process.measure(Trial.immediate(topic.name(), field.newGroup(), topic.records(), window));
    }
}
