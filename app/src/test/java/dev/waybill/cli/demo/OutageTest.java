package dev.waybill.cli.demo;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.delivery.DeliveryStats;
import dev.waybill.pipeline.Sink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class OutageTest {
    private final List<String> seen = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private final Outage outage = new Outage(new Recorded(), 2, ofSeconds(5), () -> now, new Told());
    private final Sink<String> sink = outage.on(value -> {
        seen.add(value);
        return CompletableFuture.completedFuture(value);
    });

    @Test
    void itComesBetweenDeliveriesAndGoesWhenItsTimeIsUp() {
        deliver("a", "b", "c");
        look(2);
        now = now.plusSeconds(4);
        look(2);
        now = now.plusSeconds(1);
        look(2);
        deliver("d");
        look(3);
        look(3);

        assertThat(seen)
                .containsExactly("a", "b", "off", "c", "told off", "on", "told on after PT5S", "d", "told overcome");
        assertThat(outage.length()).isEqualTo(ofSeconds(5));
    }

    @Test
    void itDoesNotComeWhereTooLittleArrives() {
        deliver("a", "b");
        look(2);

        assertThat(seen).containsExactly("a", "b");
        assertThat(outage.length()).isZero();
    }

    private void deliver(String... values) {
        for (String value : values) {
            assertThat(sink.deliver(value)).isNotNull();
        }
    }

    private void look(long delivered) {
        outage.look(new DeliveryStats(delivered, delivered, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private final class Recorded implements Outage.Fault {
        @Override
        public void begin() {
            seen.add("off");
        }

        @Override
        public void end() {
            seen.add("on");
        }
    }

    private final class Told implements Outage.Watcher {
        @Override
        public void began(DeliveryStats stats) {
            seen.add("told off");
        }

        @Override
        public void ended(DeliveryStats stats, Duration lasted) {
            seen.add("told on after " + lasted);
        }

        @Override
        public void overcome(Duration afterEnd) {
            seen.add("told overcome");
        }
    }
}
