package dev.waybill.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatRunsIsFoundUntilItEnds() throws Exception {
        var present = new PresenceFolder(folder.resolve("run"));
        var me = me(8077);

        try (var announced = present.announce(me)) {
            assertThat(announced).isNotNull();
            assertThat(present.running()).containsExactly(me);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(present.path())))
                    .isEqualTo("rwx------");
        }

        assertThat(present.running()).isEmpty();
    }

    @Test
    void whatAProcessLeftThatEndedWithoutAWordIsRemoved() throws Exception {
        var present = new PresenceFolder(folder.resolve("run"));
        var me = me(8077);
        var before = new Presence(
                me.pid(),
                Instant.EPOCH, // somebody else had this pid then
                me.command(),
                me.pipeline(),
                me.group(),
                me.workload(),
                me.url(),
                me.failures());

        try (var announced = present.announce(before)) {
            assertThat(announced).isNotNull();
            assertThat(present.running()).isEmpty();
            try (var files = Files.list(present.path())) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void whatIsNoneIsPassedOver() throws Exception {
        var present = new PresenceFolder(folder);
        Files.writeString(folder.resolve("1-1.json"), "{\"pid\":");
        Files.writeString(folder.resolve("notes.txt"), "mine");

        try (var announced = present.announce(me(1))) {
            assertThat(announced).isNotNull();
            assertThat(present.running()).hasSize(1);
        }
    }

    @Test
    void theNearestPlaceThatIsNamedWins() {
        assertThat(PresenceFolder.of(Map.of("HOME", "/h", "XDG_STATE_HOME", "/x", "WAYBILL_RUN_DIR", "/r"))
                        .map(PresenceFolder::path))
                .contains(Path.of("/r"));
        assertThat(PresenceFolder.of(Map.of("HOME", "/h", "XDG_STATE_HOME", "/x"))
                        .map(PresenceFolder::path))
                .contains(Path.of("/x/waybill/run"));
        assertThat(PresenceFolder.of(Map.of("HOME", "/h")).map(PresenceFolder::path))
                .contains(Path.of("/h/.local/state/waybill/run"));
        assertThat(PresenceFolder.of(Map.of())).isEmpty();
    }

    private static Presence me(int port) throws IOException {
        return ThisProcess.at(
                URI.create("http://127.0.0.1:" + port),
                "orders",
                Optional.of("ledger"),
                "streams",
                Optional.of("/data/failures"),
                text -> text);
    }
}
