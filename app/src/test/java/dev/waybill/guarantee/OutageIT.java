package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.local.handle.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** While the Handle service is away, or unwell, nothing is anybody's fault: all waits, and all arrives. {@code -Dwaybill.outage=PT10M} makes it long. */
final class OutageIT {
    private static final int EVENTS = 300;

    /** Twice as long as every retry in place. */
    private static final Duration OUTAGE = Duration.parse(System.getProperty("waybill.outage", "PT20S"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void anOutageParksNothing() throws Exception {
        try (var site = new Site(folder, 2)) {
            List<ObjectNode> events = events();
            site.send(events);
            site.faults(Faults.slowBy(50));

            try (var worker = site.child("consume", "--exit-at-end")) {
                await().atMost(ofMinutes(2)).until(() -> site.arrivals().handles() >= EVENTS);
                site.faults(Faults.isDown());

                await().during(OUTAGE)
                        .atMost(OUTAGE.plusSeconds(120))
                        .until(() -> worker.isAlive() && !site.hasParked());
                assertThat(site.arrivals().handles()).isLessThan(EVENTS * 3);
                assertThat(site.isAllCommitted()).isFalse();

                site.faults(Faults.NONE);
                assertThat(worker.exit()).as(worker.output()).isZero();
            }

            assertAllArrived(site, events);
        }
    }

    @Test
    void lostAnswersAndRefusalsAreTriedUntilAllIsThere() {
        // With that many failures, 8 attempts are not enough to tell an unlucky record from a broken one.
        try (var site = new Site(folder, 2, "retry.attempts = 30")) {
            List<ObjectNode> events = events();
            site.send(events);
            site.faults(new Faults(false, 0, 20, 500, OptionalInt.empty(), 10));

            var run = site.pid("consume", "--exit-at-end");

            site.faults(Faults.NONE);
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(site.arrivals().repeats()).as("lost answers").isPositive();
            assertAllArrived(site, events);
        }
    }

    private static List<ObjectNode> events() {
        return IntStream.range(0, EVENTS)
                .mapToObj(n -> Events.post(Events.datasetId("pr", n), 2))
                .toList();
    }

    private static void assertAllArrived(Site site, List<ObjectNode> events) {
        assertThat(site.hasParked()).isFalse();
        assertThat(site.isAllCommitted()).isTrue();
        assertThat(site.arrivals().handles())
                .as("each handle once, and no other")
                .isEqualTo(EVENTS * 3);
        assertThat(site.expectation().differences(events)).isEmpty();
    }
}
