package dev.waybill.delivery;

import static java.time.Duration.ofSeconds;

import dev.waybill.failure.ParkedRecord;
import dev.waybill.retry.RetryPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A loop under a manual clock, with a source in memory and a sink that does as it is told. */
abstract class LoopFixture {
    final ManualTime time = new ManualTime();
    final MemorySource source = new MemorySource();
    final HeldSink sink = new HeldSink();
    final List<ParkedRecord> parked = new ArrayList<>();
    Ordering ordering = Ordering.none();
    Limits limits = Limits.DEFAULT;
    RetryPolicy retry = new RetryPolicy(3, 2, ofSeconds(1), ofSeconds(4));
    boolean exitAtEnd;
    int failingStores;

    DeliveryLoop reading(long... offsets) {
        for (long offset : offsets) {
            source.put(0, offset, "key" + offset);
        }
        return started();
    }

    DeliveryLoop started() {
        source.assign(0);
        return startedWithout();
    }

    DeliveryLoop startedWithout() {
        var plan = new DeliveryPlan(
                "test", List.of(new Stage.Later(sink::deliver)), ordering, retry, limits, this::park, exitAtEnd);
        var loop = new DeliveryLoop(plan, source, new Surroundings(time, new Random(7), Runnable::run, Runnable::run));
        loop.start();
        tick(loop);
        return loop;
    }

    void park(List<ParkedRecord> records) throws IOException {
        if (failingStores > 0) {
            failingStores--;
            throw new IOException("disk full");
        }
        parked.addAll(records);
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
