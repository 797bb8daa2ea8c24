package dev.waybill.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailurePolicy;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryTopics;
import dev.waybill.trace.DeliveryTracer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories under virtual time: whatever a sink does, order per key is kept and everything arrives. */
class OrderSimulationTest {
    private static final int RECORDS = 400;
    private static final int SEEDS = Integer.getInteger("waybill.simulations", 30);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 1000})
    void orderPerKeyIsKeptAndEverythingArrives(int keys) {
        for (long seed = 0; seed < SEEDS; seed++) {
            simulate(seed, keys);
        }
    }

    private static void simulate(long seed, int keys) {
        var random = new Random(seed);
        var time = new ManualTime();
        var topics = MemoryTopics.of("t", 2);
        for (int offset = 0; offset < RECORDS; offset++) {
            byte[] key = ("key" + random.nextInt(keys)).getBytes(UTF_8);
            topics.put(KafkaRecord.of("t", random.nextInt(2), offset, key, new byte[10]));
        }
        var source = topics.open();
        source.perPoll(1 + random.nextInt(100));
        var sink = new RandomSink(random);
        var limits = new Limits(1 + random.nextInt(50), 200, 1 << 20, 10_000, ofMillis(250), ofSeconds(30));
        var plan = new DeliveryPlan(
                "simulation",
                List.of(new Stage.Later(sink::deliver)),
                Ordering.key(),
                new RetryPolicy(1000, 1000, ofMillis(1), ofMillis(50)),
                new BreakerPolicy(10, 3, 0.6, ofMillis(1), ofMillis(50)),
                FailurePolicy.PARK,
                limits,
                records -> {
                    throw new AssertionError("parked: " + records);
                },
                Double.POSITIVE_INFINITY,
                DeliveryPlan.NOBODY,
                DeliveryPlan.NOTHING,
                DeliveryTracer.NONE,
                true);
        var loop = new DeliveryLoop(plan, source, new Surroundings(time, random, Runnable::run, Runnable::run));

        loop.start();
        int ticks = 0;
        while (loop.tick()) {
            sink.stir();
            time.advance(ofMillis(random.nextInt(30)));
            assertThat(ticks++).as("ticks, seed %d", seed).isLessThan(200_000);
        }

        assertThat(sink.violations).as("seed %d", seed).isEmpty();
        sink.delivered.forEach((key, offsets) ->
                assertThat(offsets).as("%s, seed %d", key, seed).isSorted());
        assertThat(sink.delivered.values().stream().mapToInt(List::size).sum()).isEqualTo(RECORDS);
        assertThat(loop.stats().buffered()).isZero();
        assertThat(topics.hasNoLag()).as("seed %d", seed).isTrue();
    }
}
