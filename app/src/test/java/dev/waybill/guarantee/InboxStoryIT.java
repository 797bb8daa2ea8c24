package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.handle.Faults;
import dev.waybill.server.failures.KnownStore;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A sink that refuses, and somebody in front of the pages: the cause appears, its records are replayed by hand, and it is gone. */
final class InboxStoryIT {
    private static final int EVENTS = 12;

    private final List<ObjectNode> events = IntStream.range(0, EVENTS)
            .mapToObj(n -> Events.post(Events.datasetId("tas", n), 1))
            .toList();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @SuppressWarnings("NullAway.Init")
    private InboxServer server;

    @BeforeEach
    void parkAll() throws Exception {
        site = new Site(folder, 2);
        site.send(events);
        site.faults(Faults.failing(100, 400, OptionalInt.empty()));
        CommandRun consumed = site.pid("consume", "--exit-at-end");
        assertThat(consumed.exit()).as(consumed.err()).isEqualTo(3);
        var store = KnownStore.folder(
                site.outputs().resolve("failures").toString(),
                "piddiplatsch",
                List.of("-c", site.config().toString()));
        server = InboxServer.start(folder, List.of(store));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        site.close();
    }

    @Test
    void aCauseAppearsIsCountedReplayedByHandAndGone() throws Exception {
        var causes = server.page("/failures");
        String replay = causes.select("a.button").attr("href");
        var counted = server.page(replay);
        site.faults(Faults.NONE);

        var form = counted.select("form[method=post]").get(0);
        var answer = server.submit(form);

        assertThat(causes.select("td.n").get(0).text()).isEqualTo("12");
        assertThat(causes.select("tbody tr")).hasSize(1);
        assertThat(counted.select(".answer strong").text()).isEqualTo("12 records");
        assertThat(answer.statusCode()).isEqualTo(303);
        await().atMost(ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(server.page("/replays").select(".mark").text())
                                .isEqualTo("● done"));
        assertThat(server.page("/replays").select("tbody td.n").eachText()).contains("12");
        assertThat(server.page("/failures").select("main").text()).contains("Nothing is parked.");
        assertThat(site.expectation().differences(events)).isEmpty();
        assertThat(server.page("/audit").select("tbody tr").get(0).text()).contains("replay", "done");
    }

    @Test
    void aReplayThatIsCancelledLosesNothing() throws Exception {
        site.faults(Faults.NONE);
        String store = server.json("GET", "/api/v1/failures", "")
                .path("causes")
                .get(0)
                .path("store")
                .asString();

        var started = server.json("POST", "/api/v1/replays", "{\"store\": \"" + store + "\", \"rate\": 1}");
        await().atMost(ofMinutes(2)).until(() -> site.arrivals().handles() >= 2);
        String address = "/api/v1/replays/" + started.path("id").asString();
        server.send("DELETE", address, "");
        await().atMost(ofMinutes(2))
                .until(() -> server.json("GET", address, "")
                        .path("outcome")
                        .asString()
                        .equals("cancelled"));
        long left = server.json("GET", "/api/v1/failures", "")
                .path("causes")
                .get(0)
                .path("count")
                .asLong();
        CommandRun rest = CommandRun.of("replay", "-c", site.config().toString());

        assertThat(started.path("expected").asLong()).isEqualTo(EVENTS);
        assertThat(left).isBetween(1L, EVENTS - 1L);
        assertThat(rest.exit()).as(rest.err()).isZero();
        assertThat(site.expectation().differences(events)).isEmpty();
        assertThat(site.arrivals().repeats()).isZero();
    }
}
