package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.local.handle.Faults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code kill -9}, ten times: nothing is lost, no committed offset ever promises what has not arrived, and only what no
 * commit could tell yet is delivered again.
 */
final class KillNineIT {
    private static final int EVENTS = 2_000;
    private static final int FILES = 2;
    private static final int KILLS = 10;
    private static final long SEED = 20_261_121;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void nothingIsLostAndNoOffsetIsAhead() throws Exception {
        // Under its static name a restarted member gets its partitions back at once.
        try (var site = new Site(folder, 2, "kafka.\"group.instance.id\" = \"worker\"")) {
            var events = IntStream.range(0, EVENTS)
                    .mapToObj(n -> Events.post(Events.datasetId("tas", n), FILES))
                    .toList();
            var handles = sendAndRemember(site, events);
            site.faults(Faults.slowBy(30));

            var all = handles.values().stream().flatMap(List::stream).toList();
            try (var watch = new CommitWatch(site, handles);
                    var repeats = new RepeatWatch(site, all)) {
                for (int arrivedHandles : killingMoments()) {
                    runUntil(site, arrivedHandles, repeats);
                }
                try (var last = site.child("consume", "--exit-at-end")) {
                    assertThat(last.exit()).as(last.output()).isZero();
                }
                int samples = watch.samples();
                await().atMost(ofMinutes(2)).until(() -> watch.samples() >= samples + 2);
                assertThat(watch.violations()).as("seed %d", SEED).isEmpty();
                assertThat(repeats.told()).isGreaterThan(EVENTS / 10);
                assertThat(repeats.violations()).as("seed %d", SEED).isEmpty();
            }

            site.faults(Faults.NONE);
            Arrivals arrivals = site.arrivals();
            System.out.printf(
                    "KillNineIT: %d events, %d kills, %d handles written, %d of them repeated (seed %d)%n",
                    EVENTS, KILLS, arrivals.handles() + arrivals.repeats(), arrivals.repeats(), SEED);
            assertThat(site.isAllCommitted()).isTrue();
            assertThat(site.hasParked()).isFalse();
            assertThat(arrivals.handles()).isEqualTo(EVENTS * (FILES + 1));
            assertThat(site.expectation().differences(events)).isEmpty();
        }
    }

    private static Map<Integer, List<String>> sendAndRemember(Site site, List<ObjectNode> events) {
        var expectation = site.expectation();
        var places = site.send(events);
        var handles = new HashMap<Integer, List<String>>();
        for (int i = 0; i < events.size(); i++) {
            var ofPartition = handles.computeIfAbsent(places.get(i).partition(), p -> new ArrayList<>());
            assertThat(places.get(i).offset()).isEqualTo(ofPartition.size());
            ofPartition.add(expectation.datasetHandle(events.get(i)));
        }
        return handles;
    }

    /** How many handles have arrived when the process is killed. */
    private static int[] killingMoments() {
        int all = EVENTS * (FILES + 1);
        return new Random(SEED).ints(KILLS, all / 20, all - all / 20).sorted().toArray();
    }

    private static void runUntil(Site site, int arrivedHandles, RepeatWatch repeats) throws InterruptedException {
        try (var worker = site.child("consume")) {
            await().atMost(ofMinutes(3))
                    .pollInterval(ofMillis(3))
                    .until(() -> site.arrivals().handles() >= arrivedHandles || !worker.isAlive());
            assertThat(worker.isAlive()).as(worker.output()).isTrue();
            repeats.killing();
            worker.kill();
            repeats.killed();
        }
    }
}
