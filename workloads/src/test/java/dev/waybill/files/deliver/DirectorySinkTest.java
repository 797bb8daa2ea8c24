package dev.waybill.files.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.files.assembly.AssembledFile;
import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import dev.waybill.files.content.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in a folder: whole, in their places, and nowhere else. */
final class DirectorySinkTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path root() {
        return folder.resolve("root");
    }

    private void deliver(String path, String content) {
        deliver(path, "", content);
    }

    private void deliver(String path, String append, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        var hash = Sha512.ofData(ByteBuffer.wrap(bytes));
        var version = new FileVersion(RelativePath.of(path), append, hash, 1, 1);
        var identity = new FileIdentity("raw", version.path(), hash);
        new DirectorySink(root(), Set.of("logs"))
                .delivery(new AssembledFile(identity, version, Content.of(bytes)))
                .deliver();
    }

    @Test
    void aFileTakesThePlaceOfAnotherVersionAndLeavesNothingBeside() throws IOException {
        deliver("a/b/c.dat", "a longer first version");
        deliver("a/b/c.dat", "second");
        deliver("a/archive.tar.gz", "_v2", "named anew");

        assertThat(root().resolve("a/b/c.dat")).hasContent("second");
        assertThat(root().resolve("a/archive.tar_v2.gz")).hasContent("named anew");
        try (var files = Files.list(root().resolve("a/b"))) {
            assertThat(files).containsExactly(root().resolve("a/b/c.dat"));
        }
    }

    @Test
    void aFileThatIsThereWithTheSameContentIsNotWrittenAgain() throws IOException {
        deliver("c.dat", "content");
        Path file = root().resolve("c.dat");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        deliver("c.dat", "content");

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\b",
                "c:x",
                "CON",
                "com1.txt",
                "dir/NUL",
                "what?",
                "star*",
                "dot.",
                "blank ",
                "tab\tin",
                "a/dot./b",
                ".waybill/id",
                "a/.Waybill-1.part",
                "LOGS/x",
                "logs",
            })
    void aNameThatMeansSomethingElseElsewhereIsRefused(String path) {
        refused(() -> deliver(path, "content"));
        assertThat(root().resolve(path)).doesNotExist();
    }

    @Test
    void nothingIsWrittenThroughALinkOrOverAFolder() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path secret = Files.writeString(folder.resolve("secret"), "mine");
        Files.createDirectories(root().resolve("taken"));
        Files.createSymbolicLink(root().resolve("out"), elsewhere);
        Files.createSymbolicLink(root().resolve("link"), secret);

        refused(() -> deliver("out/x.dat", "content"));
        refused(() -> deliver("link", "content"));
        refused(() -> deliver("taken", "content"));

        assertThat(elsewhere).isEmptyDirectory();
        assertThat(secret).hasContent("mine");
    }

    private static void refused(Runnable delivery) {
        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(delivery::run)
                .satisfies(e -> assertThat(e.failure().failureClass()).isEqualTo(FailureClass.POISON));
    }
}
