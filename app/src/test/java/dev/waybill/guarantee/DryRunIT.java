package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A dry run shows what would be registered, and leaves no trace at the service or the broker. */
final class DryRunIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode good = Events.post(Events.datasetId("pr", 1), 2);
    private final ObjectNode broken = Events.post(Events.datasetId("pr", 2), 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void handlesAreWrittenToFilesOnlyAndTheEventsComeAgain() throws IOException {
        Events.firstAsset(broken).remove("file:size");
        site = new Site(folder, 1);
        site.send(List.of(good, broken));

        CommandRun dry = site.pid("consume", "--dry-run", "--dump", "--exit-at-end");

        assertThat(dry.exit()).as(dry.err()).isEqualTo(3);
        assertThat(site.service().log().requests()).isEmpty();
        assertThat(site.committed()).isEmpty();
        assertThat(site.broker.groups()).noneMatch(name -> name.startsWith(site.group()));
        assertThat(site.hasParked()).isFalse();
        List<JsonNode> handles = lines("handles");
        assertThat(handles).hasSize(3);
        assertThat(handles.get(2).at("/data/AGGREGATION_LEVEL").asString()).isEqualTo("DATASET");
        assertThat(handles.get(2).path("URL").asString())
                .endsWith(handles.get(2).path("handle").asString());
        assertThat(lines("dump")).containsExactlyInAnyOrder(good, broken);
        assertThat(lines("dry-run/failures/r0")).hasSize(1);

        CommandRun real = site.pid("consume", "--exit-at-end");
        assertThat(real.exit()).as(real.err()).isEqualTo(3);
        assertThat(site.expectation().differences(List.of(good))).isEmpty();
        assertThat(site.isAllCommitted()).isTrue();
    }

    @Test
    @Timeout(300)
    void itBeginsWhereTheGroupStandsAndTakesNothingFromIt() throws Exception {
        site = new Site(folder, 1);
        try (var live = site.child("consume")) {
            site.send(good);
            await().atMost(ofMinutes(2)).until(site::isAllCommitted);

            CommandRun dry = site.pid("consume", "--dry-run", "--exit-at-end");
            assertThat(dry.exit()).as(dry.err()).isZero();
            assertThat(dry.err()).contains("0 events: ");

            site.send(broken);
            await().atMost(ofMinutes(2)).until(site::isAllCommitted);
            assertThat(live.output()).doesNotContain("partitions revoked");
        }
        assertThat(site.broker.groups()).contains(site.group()).noneMatch(name -> name.contains("-dry-run-"));
    }

    private List<JsonNode> lines(String name) throws IOException {
        try (var files = Files.list(site.outputs().resolve(name))) {
            Path file = files.findFirst().orElseThrow();
            return Files.readAllLines(file).stream().map(JSON::readTree).toList();
        }
    }
}
