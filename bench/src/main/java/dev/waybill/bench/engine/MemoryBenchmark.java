package dev.waybill.bench.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.bench.contender.Contenders;
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
import java.util.Locale;

/** What an offset above a stuck head costs each engine, and whether a small heap carries 100,000 records in flight. */
public final class MemoryBenchmark {
    private static final int IN_FLIGHT = 100_000;
    private static final Duration DELAY = ofMillis(100);

    private final String servers;
    private final Options options;
    private final boolean quick;

    private MemoryBenchmark(String servers, Options options) {
        this.servers = servers;
        this.options = options;
        this.quick = options.quick();
    }

    public static List<Result> measure(Options options) throws Exception {
        var results = new ArrayList<Result>();
        results.add(TrackerBenchmark.memory());
        try (var stack = LocalProcess.start("--only", "kafka")) {
            var benchmark = new MemoryBenchmark(stack.bootstrapServers(), options);
            results.addAll(benchmark.spans());
            results.addAll(benchmark.smallHeap());
        }
        return results;
    }

    /** Live heap at two spans: what grows between them is the price of an offset. In order, a key would wait as well. */
    private List<Result> spans() throws Exception {
        var unordered = options.among(Contenders.asynchronous()).stream()
                .filter(c -> !c.keepsKeyOrder())
                .toList();
        var narrow = Topic.of("narrow", 100_000, 100).inOnePartition();
        var wide = Topic.of("wide", quick ? 600_000 : 1_100_000, 100).inOnePartition();
        narrow.fill(servers);
        wide.fill(servers);
        var results = new ArrayList<Result>();
        try (var field = new Field(unordered, servers, 1, Jvm.ROOMY)) {
            for (var process : field.processes()) {
                stuck(process, narrow, field.newGroup()); // loads what is loaded once
                var less = stuck(process, narrow, field.newGroup());
                var more = stuck(process, wide, field.newGroup());
                results.add(perOffset(process, less, more, wide.records()));
            }
        }
        return results;
    }

    private Outcome stuck(ContenderProcess process, Topic topic, String group) throws Exception {
        return process.measure(new Trial(
                topic.name(),
                group,
                1_000,
                Duration.ZERO,
                Scenario.STUCK_HEAD,
                topic.records() - 1,
                Duration.ZERO,
                ofSeconds(quick ? 10 : 90),
                ""));
    }

    /** Says nothing of who did not get to the end: what it has read and not handled would count as the price. */
    private static Result perOffset(ContenderProcess process, Outcome less, Outcome more, long span) {
        String name = String.format(
                Locale.ROOT,
                "span of %,d, head stuck, %s",
                span,
                process.contender().name());
        if (!less.isDone() || !more.isDone()) {
            var why = less.isDone() ? more.status() : less.status();
            return Result.failed("memory", name, "heap per offset", "bit", why);
        }
        boolean reached = more.handled() == span - 1;
        double bits = (more.heapBytes() - less.heapBytes()) * 8.0 / (more.handled() - less.handled());
        return Result.of(
                "memory",
                reached ? name : name + " (not reached in time)",
                "heap per offset",
                "bit",
                reached ? bits : Double.NaN);
    }

    private List<Result> smallHeap() throws Exception {
        var topic = Topic.of("small-heap", quick ? 2_000_000 : 6_000_000, 100).withDistinctKeys();
        topic.fill(servers);
        var results = new ArrayList<Result>();
        try (var field = new Field(options.among(Contenders.asynchronous()), servers, Topic.PARTITIONS, Jvm.SMALL)) {
            for (var process : field.processes()) {
                var outcome = process.measure(Trial.delayed(
                        topic.name(),
                        field.newGroup(),
                        IN_FLIGHT,
                        DELAY,
                        topic.records(),
                        ofMillis(quick ? 700 : 3_000),
                        quick ? ofSeconds(2) : ofSeconds(6)));
                results.addAll(results(process, outcome));
            }
        }
        return results;
    }

    private static List<Result> results(ContenderProcess process, Outcome outcome) {
        String name = "512 MB heap, 100,000 in flight, " + process.contender().name();
        if (!outcome.isDone()) {
            return List.of(Result.failed("memory", name, "throughput", "records/s", outcome.status()));
        }
        double theory = IN_FLIGHT * 1e9 / DELAY.toNanos();
        return List.of(
                Result.of("memory", name, "throughput", "records/s", outcome.perSecond())
                        .against("in flight / delay", theory),
                Result.of("memory", name, "most in flight", "records", outcome.mostInFlight())
                        .against("asked for", IN_FLIGHT));
    }
}
