package dev.waybill.bench.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.bench.contender.Contender;
import dev.waybill.bench.contender.Contenders;
import dev.waybill.bench.result.Medians;
import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
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
public final class EngineBenchmark {
    private static final String RAW = "raw loop";

    private final Field field;
    private final int rounds;
    private final Duration warm;
    private final Duration window;

    private EngineBenchmark(Field field, boolean quick) {
        this.field = field;
        this.rounds = quick ? 1 : 5;
        this.warm = quick ? ofSeconds(5) : ofSeconds(20);
        this.window = quick ? ofMillis(1_500) : ofSeconds(3);
    }

    public static List<Result> measure(Options options) throws Exception {
        boolean quick = options.quick();
        var small = Topic.of("noop-100-B", quick ? 4_000_000 : 12_000_000, 100);
        var large = Topic.of("noop-1-KiB", quick ? 1_000_000 : 3_000_000, 1024);
        var contenders = new ArrayList<Contender>(List.of(Contenders.RAW_LOOP));
        contenders.addAll(options.among(Contenders.immediate()));
        try (var stack = LocalProcess.start("--only", "kafka");
                var field = new Field(contenders, stack.bootstrapServers(), Topic.PARTITIONS, Jvm.ROOMY)) {
            small.fill(stack.bootstrapServers());
            large.fill(stack.bootstrapServers());
            var benchmark = new EngineBenchmark(field, quick);
            var results = new ArrayList<Result>();
            benchmark.warm(small);
            results.addAll(benchmark.rounds("no-op 100 B", small));
            results.addAll(benchmark.rounds("no-op 1 KiB", large));
            return results;
        }
    }

    /** As long for everyone: the more code an engine has, the longer it takes to be compiled. */
    private void warm(Topic topic) throws Exception {
        for (var process : field.processes()) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < warm.toNanos()) {
                run(process, topic);
            }
        }
    }

    private List<Result> rounds(String name, Topic topic) throws Exception {
        var medians = new Medians("engine", RAW);
        var rawLoop = field.processes().get(0);
        for (int round = 0; round < rounds; round++) {
            for (var process : field.processes()) {
                double raw = run(rawLoop, topic).perSecond(); // just before, so that both see the same machine
                medians.add(name + ", " + process.contender().name(), run(process, topic), raw);
            }
        }
        return medians.results();
    }

    private Outcome run(ContenderProcess process, Topic topic) throws Exception {
        return process.measure(Trial.immediate(topic.name(), field.newGroup(), topic.records(), window));
    }
}
