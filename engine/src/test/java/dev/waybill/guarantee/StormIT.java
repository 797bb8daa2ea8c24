package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.guarantee.Event.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real broker and real processes, to which everything happens: kill -9 of workers and of the broker, processes that are
 * stopped and come back, members that come and go, retention, and a system of record that fails in every way it can.
 *
 * <p>{@code -Dwaybill.seed=N} chooses the pipeline, the group and what happens; {@code -Dwaybill.storm=SECONDS} how long,
 * {@code -Dwaybill.storms=N} how many seeds in a row. {@code -Dwaybill.broken="NAME;NAME"} runs engines of {@link
 * Breakages} instead, each of which the judge of the broken rule must notice.
 */
final class StormIT {
    private static final long SEED = Long.getLong("waybill.seed", 20_261_121);
    private static final int STORMS = Integer.getInteger("waybill.storms", 1);
    private static final Duration STORM = ofSeconds(Integer.getInteger("waybill.storm", 40));
    private static final int SEND_MILLIS = 6;

    private final Map<String, Integer> happened = new TreeMap<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static Stream<Arguments> storms() {
        var engines = System.getProperty("waybill.broken", "").split(";");
        return LongStream.range(SEED, SEED + STORMS)
                .boxed()
                .flatMap(seed -> Stream.of(engines).map(engine -> Arguments.of(seed, engine)));
    }

    @ParameterizedTest(name = "seed {0} {1}")
    @MethodSource("storms")
    void noRuleIsBroken(long seed, String engine) throws Exception {
        var plan = StormPlan.drawnFrom(seed);
        var broken = Breakages.named(engine);
        String classPath = System.getProperty("java.class.path");
        if (broken.isPresent()) {
            classPath = BrokenBuild.classes(broken.get(), folder) + System.getProperty("path.separator") + classPath;
        }
        try (var testbed = new Testbed(folder, plan, seed, classPath)) {
            testbed.sendEvery(SEND_MILLIS, StormIT::value);
            testbed.workers.start();
            testbed.workers.start();
            var random = new Random(seed);
            long end = System.nanoTime() + STORM.toNanos();
            while (System.nanoTime() < end) {
                pause(500 + random.nextInt(1_000));
                disturb(testbed, random);
            }
            testbed.comeToRest();

            var history = testbed.history();
            print(seed, plan, history);
            judge(seed, broken, testbed.violations(history, List.of()));
        }
    }

    private static void judge(long seed, Optional<Breakage> broken, List<String> violations) {
        if (broken.isPresent()) {
            String rule = broken.get().caughtBy().getSimpleName();
            System.out.printf(
                    "StormIT: seed %d, an engine that %s: %d violations, among them %s%n",
                    seed,
                    broken.get(),
                    violations.size(),
                    violations.stream().limit(3).toList());
            assertThat(violations).as("seed %d", seed).anyMatch(v -> v.startsWith(rule + ":"));
        } else {
            assertThat(violations).as("again with -Dwaybill.seed=%d", seed).isEmpty();
        }
    }

    private static String value(int number) {
        return switch (number % 200) {
            case 50 -> StormServer.POISON + " " + number;
            case 100 -> StormServer.BROKEN + " " + number;
            default -> "record " + number;
        };
    }

    private void disturb(Testbed testbed, Random random) throws Exception {
        var workers = testbed.workers;
        String worker = workers.any(random);
        int dice = random.nextInt(20);
        if (dice < 6) {
            count("worker killed");
            workers.kill(worker);
            workers.start();
        } else if (dice < 10) {
            count("worker stopped");
            workers.signal(worker, "STOP");
            pause(500 + random.nextInt(2 * (int) StormPlan.SESSION.toMillis()));
            workers.signal(worker, "CONT");
        } else if (dice < 13 && workers.size() < 3) {
            count("worker joined");
            workers.start();
        } else if (dice < 15 && workers.size() > 1) {
            count("worker left");
            workers.leave(worker);
        } else if (dice < 17) {
            count("log forgot");
            testbed.forgetCommitted();
        } else if (dice < 18) {
            count("broker killed");
            testbed.killBroker();
        } else {
            count("outage");
            testbed.server.goAway();
            pause(1_000 + random.nextInt(4_000));
            testbed.server.comeBack();
        }
    }

    private void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    private static void pause(int millis) {
        long end = System.nanoTime() + ofMillis(millis).toNanos();
        await().pollInterval(ofMillis(10)).atMost(ofMillis(millis + 10_000L)).until(() -> System.nanoTime() >= end);
    }

    private void print(long seed, StormPlan plan, History history) {
        System.out.printf(
                "StormIT: seed %d, %s; %s; %d records, %d deliveries, %d refused, %d parked, %d commits%n",
                seed,
                plan,
                happened,
                history.count(Kind.PRODUCED),
                history.count(Kind.BEGAN),
                history.count(Kind.REFUSED),
                history.count(Kind.PARKED),
                history.count(Kind.COMMIT_KEPT));
    }
}
