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
import dev.waybill.bench.trial.Trial;
import dev.waybill.local.LocalProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How close each engine comes to what its records in flight allow when handling takes a while: in flight divided by
 * delay, or what a bare consumer loop reads where that is less.
 */
public final class LatencyBenchmark {
    private static final List<Integer> IN_FLIGHT = List.of(100, 1_000, 20_000);

    private final Field field;
    private final Topic topic;
    private final boolean quick;
    private double raw = Double.NaN;

    private LatencyBenchmark(Field field, Topic topic, boolean quick) {
        this.field = field;
        this.topic = topic;
        this.quick = quick;
    }

    public static List<Result> measure(Options options) throws Exception {
        boolean quick = options.quick();
        var topic = Topic.of("delayed", quick ? 6_000_000 : 10_000_000, 100).withDistinctKeys();
        var contenders = new ArrayList<Contender>(List.of(Contenders.RAW_LOOP));
        contenders.addAll(options.among(Contenders.engines()));
        try (var stack = LocalProcess.start("--only", "kafka");
                var field = new Field(contenders, stack.bootstrapServers(), Topic.PARTITIONS, Jvm.ROOMY)) {
            topic.fill(stack.bootstrapServers());
            var benchmark = new LatencyBenchmark(field, topic, quick);
            var results = new ArrayList<Result>();
            for (int millis : delays(options)) {
                for (int inFlight : IN_FLIGHT) {
                    results.addAll(benchmark.rounds(inFlight, ofMillis(millis)));
                }
            }
            return results;
        }
    }

    private static List<Integer> delays(Options options) {
        if (!options.millis().isEmpty()) {
            return options.millis();
        }
        return options.quick() ? List.of(5) : List.of(1, 5, 20);
    }

    private List<Result> rounds(int inFlight, Duration delay) throws Exception {
        var medians = new Medians("latency", "ideal").withInFlight(inFlight);
        int rounds = quick ? 1 : 3;
        for (int round = 0; round < rounds; round++) {
            for (var process : field.processes()) {
                if (process.contender() == Contenders.RAW_LOOP) {
                    raw = rawLoop(process);
                } else if (inFlight <= process.contender().mostInFlight()) {
                    var trial = Trial.delayed(
                            topic.name(),
                            field.newGroup(),
                            inFlight,
                            delay,
                            topic.records(),
                            quick ? ofMillis(1_200) : ofSeconds(3),
                            quick ? ofMillis(1_200) : ofSeconds(3));
                    medians.add(name(inFlight, delay, process), process.measure(trial), ideal(inFlight, delay));
                }
            }
        }
        return medians.results();
    }

    private double rawLoop(ContenderProcess process) throws Exception {
        return process.measure(Trial.immediate(topic.name(), field.newGroup(), topic.records(), ofSeconds(5)))
                .perSecond();
    }

    private double ideal(int inFlight, Duration delay) {
        double theory = inFlight * 1e9 / delay.toNanos();
        return Double.isNaN(raw) ? theory : Math.min(raw, theory);
    }

    private static String name(int inFlight, Duration delay, ContenderProcess process) {
        return String.format(
                Locale.ROOT,
                "%d ms, %,d in flight, %s",
                delay.toMillis(),
                inFlight,
                process.contender().name());
    }
}
