package dev.waybill.batch.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.batch.upload.ResumableUploads.BusyException;
import dev.waybill.batch.upload.ResumableUploads.State;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final String SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aWholeUploadIsKeptWithItsHashUntilItIsForgotten() throws IOException {
        try (var spool = Spool.open(folder)) {
            spool.give(received(spool, "abc"), "0000beef");

            assertThat(spool.jobs()).containsExactly("0000beef");
            assertThat(spool.file("0000beef")).hasContent("abc");
            spool.forget("0000beef");
            assertThat(spool.jobs()).isEmpty();
        }
    }

    @Test
    void whatIsMoreThanIsTakenIsRefusedAndLeavesNothing() throws IOException {
        try (var spool = Spool.open(folder)) {
            var incoming = spool.incoming(3);
            incoming.write(bytes("abc"));

            assertThatThrownBy(() -> incoming.write(bytes("d"))).isInstanceOf(TooLargeException.class);
            incoming.close();

            assertThat(names()).containsExactlyInAnyOrder("lock", "owner");
        }
    }

    @Test
    void aRestartKeepsWhatJobsHaveAndForgetsWhatBrokeOff() throws IOException {
        String owner;
        try (var spool = Spool.open(folder)) {
            owner = spool.owner();
            spool.give(received(spool, "abc"), "0000beef");
            Files.writeString(folder.resolve("incoming-half"), "ha");
        }

        try (var again = Spool.open(folder)) {
            assertThat(again.owner()).isEqualTo(owner);
            assertThat(again.jobs()).containsExactly("0000beef");
            assertThat(names()).doesNotContain("incoming-half");
        }
    }

    @Test
    void aFolderHasOneProcess() throws IOException {
        try (var spool = Spool.open(folder)) {
            assertThatThrownBy(() -> Spool.open(folder))
                    .isInstanceOf(SpoolInUseException.class)
                    .hasMessageContaining(spool.folder().toString());
        }
        Spool.open(folder).close();
    }

    @Test
    void anUploadInPartsIsWholeInTheEnd() throws Exception {
        try (var spool = Spool.open(folder)) {
            var uploads = new ResumableUploads(spool);
            State begun = uploads.create("a.csv", 3);
            State half = uploads.append(begun, stream("ab"));
            assertThat(half.isWhole()).isFalse();

            var afterRestart = new ResumableUploads(spool);
            State found = afterRestart.find(begun.id()).orElseThrow();
            assertThat(found).isEqualTo(half);
            State whole = afterRestart.append(found, stream("c"));

            assertThat(whole.isWhole()).isTrue();
            try (var taken = afterRestart.take(whole)) {
                assertThat(taken.received().sha256()).isEqualTo(SHA_OF_ABC);
                assertThat(taken.received().name()).isEqualTo("a.csv");
                spool.give(taken.received(), "0000beef");
            }
            assertThat(afterRestart.find(begun.id())).as("it is the job's now").isEmpty();
        }
    }

    @Test
    void whatCameBeforeAConnectionBrokeIsKept() throws Exception {
        try (var spool = Spool.open(folder)) {
            var uploads = new ResumableUploads(spool);
            State begun = uploads.create("", 10);

            assertThatThrownBy(() -> uploads.append(begun, broken("abcd"))).isInstanceOf(IOException.class);

            assertThat(uploads.find(begun.id())).map(State::offset).contains(4L);
        }
    }

    @Test
    void moreThanWasSaidIsRefused() throws Exception {
        try (var spool = Spool.open(folder)) {
            var uploads = new ResumableUploads(spool);
            State begun = uploads.create("", 3);

            assertThatThrownBy(() -> uploads.append(begun, stream("abcd"))).isInstanceOf(TooLargeException.class);
        }
    }

    @Test
    void anUploadThatHasGrownSinceItWasLookedUpIsNotWrittenOver() throws Exception {
        try (var spool = Spool.open(folder)) {
            var uploads = new ResumableUploads(spool);
            State begun = uploads.create("a.csv", 3);
            uploads.append(begun, stream("ab"));

            assertThatThrownBy(() -> uploads.append(begun, stream("x"))).isInstanceOf(BusyException.class);

            State grown = uploads.find(begun.id()).orElseThrow();
            try (var taken = uploads.take(uploads.append(grown, stream("c")))) {
                assertThat(taken.received().sha256()).isEqualTo(SHA_OF_ABC);
            }
        }
    }

    @Test
    void aWholeUploadIsInTheHandsOfOneRequest() throws Exception {
        try (var spool = Spool.open(folder)) {
            var uploads = new ResumableUploads(spool);
            State whole = uploads.append(uploads.create("a.csv", 3), stream("abc"));

            try (var taken = uploads.take(whole)) {
                assertThatThrownBy(() -> uploads.take(whole)).isInstanceOf(BusyException.class);
                uploads.forgetUntouchedSince(Instant.now().plusSeconds(60));
                assertThat(taken.received().file()).hasContent("abc");
            }
            try (var again = uploads.take(whole)) {
                spool.give(again.received(), "0000beef");
            }

            assertThatThrownBy(() -> uploads.take(whole)).as("a job has it").isInstanceOf(BusyException.class);
        }
    }

    @Test
    void anUploadWithWhichNobodyGoesOnIsForgotten() throws Exception {
        try (var spool = Spool.open(folder)) {
            var uploads = new ResumableUploads(spool);
            State old = uploads.append(uploads.create("old.csv", 3), stream("ab"));
            State young = uploads.append(uploads.create("young.csv", 3), stream("ab"));
            age(old, 60);
            age(young, 20);

            uploads.forgetUntouchedSince(Instant.now().minusSeconds(40));

            assertThat(uploads.find(old.id())).isEmpty();
            assertThat(uploads.find(young.id())).contains(young);
            assertThat(names()).hasSize(4).noneMatch(name -> name.contains(old.id()));
        }
    }

    @Test
    void anUploadThatIsComingIsNotForgotten() throws Exception {
        try (var spool = Spool.open(folder)) {
            var uploads = new ResumableUploads(spool);
            State begun = uploads.create("a.csv", 1);
            age(begun, 60);
            var coming = new FilterInputStream(new ByteArrayInputStream(new byte[] {'x'})) {
                @Override
                public int read(byte[] to, int from, int length) throws IOException {
                    uploads.forgetUntouchedSince(Instant.now().minusSeconds(40));
                    return super.read(to, from, length);
                }
            };

            uploads.append(begun, coming);

            assertThat(uploads.find(begun.id())).map(State::isWhole).contains(true);
        }
    }

    private void age(State upload, long seconds) throws IOException {
        var when = FileTime.from(Instant.now().minusSeconds(seconds));
        for (String kind : List.of(".about", ".part")) {
            Files.setLastModifiedTime(folder.resolve("resumable-" + upload.id() + kind), when);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../etc/passwd", "00000000-0000-0000-0000-00000000000G", "%2e%2e"})
    void onlyAnIdFindsAnUpload(String id) throws IOException {
        try (var spool = Spool.open(folder)) {
            Files.createDirectories(folder.resolve("resumable-.."));
            Files.createDirectories(folder.resolve("etc"));
            for (String kind : List.of(".about", ".part")) {
                Files.writeString(folder.resolve("resumable-" + id + kind), "0\n");
            }
            assertThat(new ResumableUploads(spool).find(id)).isEmpty();
        }
    }

    private static Received received(Spool spool, String content) throws IOException {
        try (var incoming = spool.incoming(100)) {
            incoming.write(bytes(content));
            var received = incoming.finish("a.csv");
            assertThat(received.sha256()).isEqualTo(SHA_OF_ABC);
            return received;
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static InputStream broken(String text) {
        var first = new ByteArrayInputStream(text.getBytes(UTF_8));
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("nobody reads single bytes here");
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int n = first.read(buffer, from, length);
                if (n < 0) {
                    throw new IOException("connection reset");
                }
                return n;
            }
        };
    }
}
