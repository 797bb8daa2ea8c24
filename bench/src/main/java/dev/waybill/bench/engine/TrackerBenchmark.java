package dev.waybill.bench.engine;

import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import dev.waybill.offset.OffsetTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What it costs to admit and to settle one offset, in order and at random within a window of 10 000. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrackerBenchmark {
    static final int WINDOW = 10_000;
    static final int OFFSETS = 100 * WINDOW;

    private final int[] shuffled = new int[WINDOW];

    /** Fixes the random order. */
    @Setup
    public void shuffle() {
        for (int i = 0; i < WINDOW; i++) {
            shuffled[i] = i;
        }
        var random = new Random(1);
        for (int i = WINDOW - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
    }

    /** Every offset is settled before the next is admitted but one window. */
    @Benchmark
    @OperationsPerInvocation(OFFSETS)
    public long inOrder() {
        var tracker = new OffsetTracker(0);
        for (int i = 0; i < OFFSETS; i++) {
            tracker.admit(i);
            if (i >= WINDOW) {
                tracker.settle(i - WINDOW);
            }
        }
        return tracker.head();
    }

    /** Offsets of one window are settled in random order. */
    @Benchmark
    @OperationsPerInvocation(OFFSETS)
    public long atRandom() {
        var tracker = new OffsetTracker(0);
        for (int base = 0; base < OFFSETS; base += WINDOW) {
            for (int i = 0; i < WINDOW; i++) {
                tracker.admit(base + i);
            }
            for (int i = 0; i < WINDOW; i++) {
                tracker.settle(base + shuffled[i]);
            }
        }
        return tracker.head();
    }

    public static List<Result> measure(Options options) throws Exception {
        boolean quick = options.quick();
        var jmh = new OptionsBuilder()
                .include(TrackerBenchmark.class.getName() + "\\..*")
                .forks(1)
                .warmupIterations(quick ? 2 : 5)
                .measurementIterations(quick ? 3 : 8)
                .warmupTime(TimeValue.seconds(1))
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();
        var results = new ArrayList<Result>();
        for (var run : new Runner(jmh).run()) {
            String name = run.getPrimaryResult().getLabel();
            results.add(Result.of(
                            "tracker",
                            name,
                            "time per offset",
                            "ns",
                            run.getPrimaryResult().getScore())
                    .against("goal", 5));
        }
        results.add(memory());
        return results;
    }

    /** What the tracker itself takes, without any record. */
    static Result memory() {
        return Result.of("tracker", "1 M span, half settled", "memory per offset", "bit", bitsPerOffset())
                .against("goal", 4);
    }

    private static double bitsPerOffset() {
        var tracker = new OffsetTracker(0);
        for (int i = 0; i < 1_000_000; i++) {
            tracker.admit(i);
        }
        for (int i = 1; i < 1_000_000; i += 2) {
            tracker.settle(i);
        }
        return tracker.memory() * 8.0 / tracker.span();
    }
}
