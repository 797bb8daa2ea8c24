package dev.waybill.server.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.presence.Presence;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStoresTest {
    private static final List<String> SETTINGS = List.of("-c", "server.toml");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aStoreIsReplayedWithTheSettingsOfTheCommandThatParksThere() throws IOException {
        Files.writeString(folder.resolve("consumer.json"), "{\"arguments\": [\"-c\", \"/x/custom.toml\"]}");
        Path failures = folder.resolve("failures");

        var stores = new RunningStores(List.of(), SETTINGS).with(List.of(parkingIn(failures.toString())));

        assertThat(stores).singleElement().satisfies(store -> {
            assertThat(store.pipeline()).isEqualTo("pids");
            assertThat(store.arguments()).containsExactly("--failures", failures.toString(), "-c", "/x/custom.toml");
        });
    }

    @Test
    void aTopicAndAFolderOfWhichNothingIsKnownHaveTheSettingsOfTheServer() {
        var stores = new RunningStores(List.of("outputs/failures"), SETTINGS)
                .with(List.of(parkingIn("orders.ledger.failed")));

        assertThat(stores.get(0).arguments())
                .containsExactly("--failure-topic", "orders.ledger.failed", "-c", "server.toml");
        assertThat(stores.get(1).arguments())
                .containsExactly(
                        "--failures",
                        Path.of("outputs/failures").toAbsolutePath().toString(),
                        "-c",
                        "server.toml");
    }

    @Test
    void damagedSettingsAreNoReasonToHideAStore() throws IOException {
        Files.writeString(folder.resolve("consumer.json"), "{");

        var stores = new RunningStores(List.of(folder.resolve("failures").toString()), SETTINGS).with(List.of());

        assertThat(stores.get(0).settings()).isEqualTo(SETTINGS);
    }

    private static Presence parkingIn(String place) {
        return new Presence(
                1,
                Instant.EPOCH,
                "waybill pid consume",
                "pids",
                Optional.empty(),
                "pid",
                URI.create("http://127.0.0.1:1"),
                Optional.of(place));
    }
}
