package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.local.handle.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** A process that is told to stop finishes what is under way, keeps that, and touches nothing else. */
final class CtrlCIT {
    private static final int FILES = 200;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void theDatasetUnderWayIsFinishedAndCommitted(String signal, int status) throws Exception {
        Child.assumeSignalsArrive();
        try (var site = new Site(folder, 1, "consumer.max_buffered = 1")) {
            ObjectNode large = Events.post(Events.datasetId("tas", 0), FILES);
            List<ObjectNode> others = small(5);
            site.send(large);
            site.send(others);
            site.faults(Faults.slowBy(400));

            try (var worker = site.child("consume")) {
                await().atMost(ofMinutes(2)).until(() -> site.arrivals().handles() >= 20);
                worker.signal(signal);
                assertThat(worker.exit()).as(worker.output()).isEqualTo(status);
            }

            assertThat(site.arrivals().handles()).isEqualTo(FILES + 1);
            assertThat(site.committed()).isEqualTo(Map.of(0, 1L));
            site.faults(Faults.NONE);
            assertThat(site.expectation().differences(List.of(large))).isEmpty();

            assertThat(site.pid("consume", "--exit-at-end").exit()).isZero();
            assertThat(site.isAllCommitted()).isTrue();
            assertThat(site.arrivals().repeats()).isZero();
            assertThat(site.expectation().differences(others)).isEmpty();
            assertThat(site.hasParked()).isFalse();
        }
    }

    @Test
    void anOutageDoesNotHoldUpTheEnd() throws Exception {
        Child.assumeSignalsArrive();
        try (var site = new Site(folder, 1, "consumer.drain_timeout = \"2s\"")) {
            List<ObjectNode> events = small(30);
            site.send(events);
            site.faults(Faults.isDown());

            try (var worker = site.child("consume")) {
                await().atMost(ofMinutes(2)).until(() -> puts(site) > 30); // all of them, and one more as a probe
                long start = System.nanoTime();
                worker.signal("TERM");
                assertThat(worker.exit()).as(worker.output()).isEqualTo(143);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("not the 30 s that it would wait by default")
                        .isLessThan(ofSeconds(20));
            }

            assertThat(site.committed().values()).allMatch(position -> position == 0);
            assertThat(site.hasParked()).isFalse();
            site.faults(Faults.NONE);
            assertThat(site.pid("consume", "--exit-at-end").exit()).isZero();
            assertThat(site.expectation().differences(events)).isEmpty();
        }
    }

    private static List<ObjectNode> small(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> Events.post(Events.datasetId("pr", n), 2))
                .toList();
    }

    private static long puts(Site site) {
        return site.service().log().requests().getOrDefault("PUT", 0L);
    }
}
