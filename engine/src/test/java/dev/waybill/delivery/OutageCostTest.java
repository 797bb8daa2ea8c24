package dev.waybill.delivery;

import static java.time.Duration.ofDays;
import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.waybill.failure.DeliveryException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a loop does while its sink is away and much is gathered: next to nothing. */
class OutageCostTest extends LoopFixture {
    private static final int GATHERED = 10_000;
    private static final int TICKS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void gatheredRecordsCostNothingPerTick() {
        ordering = Ordering.key();
        stages = List.of(
                new Stage.Gather(2, ofDays(1)),
                new Stage.Later(values -> failedStage(DeliveryException.unavailable("down", null))));
        for (int offset = 0; offset < GATHERED; offset++) {
            put(0, offset, "key" + offset % 100);
        }
        var loop = started();
        for (int i = 0; i < 100; i++) {
            loop.tick();
        }
        assertThat(loop.stats().failedAttempts()).as("the sink was asked").isPositive();
        assertThat(loop.stats().inFlight()).isZero();

        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TICKS; i++) {
            loop.tick();
        }
        long perTick = (THREADS.getCurrentThreadAllocatedBytes() - before) / TICKS;

        assertThat(perTick).isLessThan(10_000);
    }
}
