package dev.waybill.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.waybill.failure.FailurePolicy;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.source.RecordSource;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemorySource;
import dev.waybill.testkit.MemoryTopics;
import dev.waybill.trace.DeliveryTracer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A loop under a manual clock, with a source in memory and a sink that does as it is told. */
abstract class LoopFixture {
    final ManualTime time = new ManualTime();
    final MemoryTopics topics = MemoryTopics.of("t", 2);
    final MemorySource source = topics.member();
    RecordSource reader = source;
    final HeldSink sink = new HeldSink();
    final MemoryFailures failures = new MemoryFailures();
    List<Stage> stages = List.of(new Stage.Later(sink::deliver));
    Ordering ordering = Ordering.none();
    Limits limits = Limits.DEFAULT;
    RetryPolicy retry = new RetryPolicy(3, 2, ofSeconds(1), ofSeconds(4));
    BreakerPolicy breaker = BreakerPolicy.DEFAULT;
    FailurePolicy whenGivenUp = FailurePolicy.PARK;
    Runnable whenAwaited = DeliveryPlan.NOTHING;
    DeliveryTracer tracer = DeliveryTracer.NONE;
    boolean exitAtEnd;
    Executor parking = Runnable::run;

    static TopicPartition partition(int number) {
        return new TopicPartition("t", number);
    }

    void put(int partition, long offset, @Nullable String key) {
        byte[] bytes = key == null ? null : key.getBytes(UTF_8);
        topics.put(KafkaRecord.of("t", partition, offset, bytes, new byte[10]));
    }

    DeliveryLoop reading(long... offsets) {
        for (long offset : offsets) {
            put(0, offset, "key" + offset);
        }
        return started();
    }

    DeliveryLoop started() {
        source.assign(List.of(partition(0)));
        return startedWithout();
    }

    DeliveryLoop startedWithout() {
        var plan = new DeliveryPlan(
                "test",
                stages,
                ordering,
                retry,
                breaker,
                whenGivenUp,
                limits,
                failures,
                Double.POSITIVE_INFINITY,
                DeliveryPlan.NOBODY,
                whenAwaited,
                tracer,
                exitAtEnd);
        var loop = new DeliveryLoop(plan, reader, new Surroundings(time, new Random(7), Runnable::run, parking));
        loop.start();
        tick(loop);
        return loop;
    }

    static void tick(DeliveryLoop loop) {
        for (int i = 0; i < 8; i++) {
            loop.tick();
        }
    }

    void passCommit(DeliveryLoop loop) {
        tick(loop);
        time.advance(limits.commitInterval());
        tick(loop);
    }

    static void runToEnd(DeliveryLoop loop) {
        for (int i = 0; i < 100; i++) {
            if (!loop.tick()) {
                return;
            }
        }
        throw new AssertionError("the loop did not end: " + loop.stats());
    }
}
