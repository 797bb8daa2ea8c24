package dev.waybill.bench.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.waybill.bench.contender.Contender;
import dev.waybill.bench.contender.Contenders;
import dev.waybill.bench.contender.Job;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;

/** The child JVM: one contender, told on standard input what to do, one line per trial; ends when that ends. */
public final class TrialMain {
    static final String OUTCOME = "outcome ";
    static final String CLOSED = "closed";

    private static final Duration LONGEST_START = ofSeconds(15);
    private static final Duration LONGEST_STILLNESS = ofSeconds(5);

    private TrialMain() {}

    /** Arguments: the contender, the broker, partitions of every topic. */
    public static void main(String[] args) throws IOException {
        var contender = Contenders.named(args[0]);
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        var out = System.out;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            run(contender, args[1], Integer.parseInt(args[2]), Trial.parse(line), out);
        }
        Runtime.getRuntime().halt(0); // a contender that does not stop must not keep its JVM
    }

    private static void run(Contender contender, String servers, int partitions, Trial trial, PrintStream out)
            throws IOException {
        var journal = trial.journal().isEmpty()
                ? null
                : Journal.open(Path.of(trial.journal()), partitions, (int) trial.records());
        var load = new Load(trial, contender, journal);
        var running = contender.start(new Job(servers, trial.topic(), trial.group(), trial.inFlight(), load));
        var outcome = new Stopwatch(load, trial, LONGEST_START, LONGEST_STILLNESS).measure();
        if (trial.scenario() == Scenario.STUCK_HEAD) {
            outcome = outcome.withHeap(liveHeap());
        }
        out.println(OUTCOME + outcome.line());
        load.close();
        running.close();
        out.println(CLOSED);
    }

    private static long liveHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) { // what one collection makes unreachable the next one frees
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
