package dev.waybill.files.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadRegistryTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant NINE = Instant.parse("2026-03-02T14:05:09.7Z");
    private static final RelativePath A = RelativePath.of("pier/a.dat");
    private static final RelativePath ODD = RelativePath.of("it's;\"odd\"\t.txt");

    private final AtomicReference<Instant> now = new AtomicReference<>(NINE);
    private final InstantSource clock = now::get;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void tablesHaveTheNamesColumnsAndFormOfOpenMsiStream() throws IOException {
        try (var registry = open("id")) {
            registry.put(A, new Entry.InProgress(shipment(4), 2));
            registry.put(RelativePath.of("none.dat"), new Entry.InProgress(shipment(3), 0));
            registry.put(RelativePath.of("üben.txt"), done(3));
            registry.put(ODD, done(1));
        }

        assertThat(text("upload_to_t_in_progress.csv")).isEqualTo("""
                        filename;rel_filepath;n_chunks;n_chunks_delivered;n_chunks_to_send;started;chunks_delivered;chunks_to_send
                        'a.dat';'pier/a.dat';4;2;2;'Mon Mar 02, 2026 at 09:05:09';{1, 2};{3, 4}
                        'none.dat';'none.dat';3;0;3;'Mon Mar 02, 2026 at 09:05:09';set();{1, 2, 3}""");
        assertThat(text("uploaded_to_t.csv")).isEqualTo("""
                        filename;rel_filepath;n_chunks;started;completed
                        'üben.txt';'üben.txt';3;'Mon Mar 02, 2026 at 09:05:09';'Mon Mar 02, 2026 at 09:05:19'
                        "'it\\'s;""odd""\\t.txt'";"'it\\'s;""odd""\\t.txt'";1;'Mon Mar 02, 2026 at 09:05:09';'Mon Mar 02, 2026 at 09:05:19'""");
    }

    @Test
    void whatWasPutIsFoundByTheNextRunAndTheLastWordHolds() throws IOException {
        try (var registry = open("id")) {
            registry.put(A, new Entry.InProgress(shipment(4), 2));
            registry.put(A, new Entry.InProgress(shipment(4), 3));
            registry.put(ODD, done(1));
        }

        try (var registry = open("id")) {
            assertThat(registry.find(A)).contains(new Entry.InProgress(shipment(4), 3));
            assertThat(registry.find(ODD)).contains(done(1));
            assertThat(registry.find(RelativePath.of("other"))).isEmpty();
        }
    }

    @Test
    void whatACrashLeftIsFoundWithoutTheLineThatWasCutOff() throws IOException {
        try (var registry = open("id")) {
            registry.put(A, done(1));
        }
        Path journal = folder.resolve("upload_to_t.jsonl");
        Files.write(journal, new byte[] {'{', '"', (byte) 0xc3}, StandardOpenOption.APPEND);
        try (var registry = open("id")) {
            registry.put(ODD, done(2));
        }

        try (var registry = open("id")) {
            assertThat(registry.find(A)).contains(done(1));
            assertThat(registry.find(ODD)).contains(done(2));
        }
    }

    @Test
    void uploadsToAnEarlierTopicOfThatNameDoNotCount() throws IOException {
        try (var registry = open("id")) {
            registry.put(A, done(1));
        }

        try (var registry = open("another")) {
            assertThat(registry.find(A)).isEmpty();
        }
    }

    @Test
    void aLongJournalIsWrittenAnewWithOneLineForEachFile() throws IOException {
        try (var registry = open("id")) {
            for (int delivered = 0; delivered < 1_500; delivered++) {
                registry.put(A, new Entry.InProgress(shipment(2_000), delivered));
            }
        }

        try (var registry = open("id")) {
            assertThat(registry.find(A)).contains(new Entry.InProgress(shipment(2_000), 1_499));
        }
        assertThat(Files.readAllLines(folder.resolve("upload_to_t.jsonl"))).hasSize(1);
    }

    @Test
    void tablesAreReplacedAtMostEveryFiveSeconds() throws IOException {
        try (var registry = open("id")) {
            registry.put(A, done(1));
            registry.tick();
            registry.put(ODD, done(1));
            now.set(NINE.plusMillis(4_999));
            registry.tick();
            assertThat(text("uploaded_to_t.csv")).contains("a.dat").doesNotContain("odd");

            now.set(NINE.plusMillis(5_000));
            registry.tick();

            assertThat(text("uploaded_to_t.csv")).contains("a.dat").contains("odd");
        }
    }

    @Test
    void oneUploadAtATimeHasIt() throws IOException {
        try (var registry = open("id")) {
            assertThat(registry.find(A)).isEmpty();
            assertThatThrownBy(() -> open("id")).isInstanceOf(RegistryInUseException.class);
        }
    }

    @Test
    void filesThatOpenMsiStreamUploadedBeforeTheyChangedCount() throws IOException {
        String head = "filename;rel_filepath;n_chunks;started;completed\n";
        Files.writeString(
                folder.resolve("uploaded_to_t_p7f00.csv"),
                head
                        + "'cut o\n'x\\ty.dat';'d/x\\ty.dat';2;'Mon Mar 02, 2026 at 09:05:09';'Mon Mar 02, 2026 at 09:05:10'");
        Files.writeString(
                folder.resolve("uploaded_to_t2.csv"),
                head + "'z';'z';2;'Mon Mar 02, 2026 at 09:05:09';'Mon Mar 02, 2026 at 09:05:10'");
        var moved = RelativePath.of("d/x\ty.dat");

        try (var registry = open("id")) {
            Optional<Entry> entry = registry.find(moved);
            assertThat(entry.orElseThrow().isUploaded(new FileState(7, NINE))).isTrue();
            assertThat(entry.orElseThrow().isUploaded(new FileState(7, NINE.plusSeconds(1))))
                    .isFalse();
            assertThat(registry.find(RelativePath.of("z"))).isEmpty();
        }
        assertThat(text("uploaded_to_t.csv")).contains("'d/x\\ty.dat'");
    }

    private UploadRegistry open(String topicId) throws IOException {
        return UploadRegistry.open(folder, "t", topicId, clock, ZONE);
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static Entry done(int chunks) {
        return new Entry.Completed(shipment(chunks), NINE.plusSeconds(10));
    }

    private static Shipment shipment(int chunks) {
        Sha512 hash = Sha512.ofData(ByteBuffer.wrap("x".getBytes(UTF_8)));
        return new Shipment(new FileState(17, NINE), hash, new Cut(8, chunks, 10, 3), NINE);
    }
}
