package dev.waybill.files.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import dev.waybill.testkit.ManualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has arrived, for the next run and for people. */
final class ReceivedRegistryTest {
    private static final Instant TIME = Instant.parse("2026-11-21T00:11:23Z");
    private static final Sha512 HASH = Sha512.ofData(ByteBuffer.allocate(3));

    private final ManualTime time = new ManualTime();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private ReceivedRegistry open() throws IOException {
        return ReceivedRegistry.open(folder, "raw", "lab/1", time, ZoneOffset.UTC);
    }

    private static DeliveredFile delivered(String path, double modified) {
        return new DeliveredFile(RelativePath.of(path), Optional.of(HASH), modified, 3, TIME, TIME.plusSeconds(1));
    }

    @Test
    void whatHasArrivedIsKnownAfterACrash() throws IOException {
        try (var registry = open()) {
            registry.add(delivered("a/b.dat", 1));
            registry.add(delivered("a/b.dat", 2));
        }
        Path journal = folder.resolve("processed_from_raw_by_lab_1.jsonl");
        Files.writeString(journal, "\n{\"folder\":\"cut o", UTF_8, StandardOpenOption.APPEND);

        try (var registry = open()) {
            registry.add(delivered("c.dat", 1));
        }
        try (var registry = open()) {
            assertThat(registry.all())
                    .containsExactly(delivered("a/b.dat", 1), delivered("a/b.dat", 2), delivered("c.dat", 1));
            assertThat(registry.last(RelativePath.of("a/b.dat"))).contains(delivered("a/b.dat", 2));
        }
    }

    @Test
    void theTablesHaveTheNamesAndColumnsOfOpenMsiStreamAndAreNeverOlderThanFiveSeconds() throws IOException {
        try (var registry = open()) {
            registry.tick(List::of);
            registry.add(delivered("a/it's;.dat", 1));
            time.advance(Duration.ofSeconds(5));
            registry.tick(() -> List.of(new ReceivedFile(RelativePath.of("x.dat"), "in_progress", 7, TIME, TIME)));

            assertThat(folder.resolve("processed_from_raw_by_lab_1.csv")).hasContent("""
                            filename;rel_filepath;n_chunks;first_message;processed_at
                            "\""it's;.dat""\";"\""a/it's;.dat""\";3;'Sat Nov 21, 2026 at 00:11:23';'Sat Nov 21, 2026 at 00:11:24'""");
            assertThat(folder.resolve("consuming_from_raw_in_progress_by_lab_1.csv"))
                    .hasContent("""
                            filename;rel_filepath;status;n_chunks;first_message;most_recent_message
                            'x.dat';'x.dat';'in_progress';7;'Sat Nov 21, 2026 at 00:11:23';'Sat Nov 21, 2026 at 00:11:23'""");
        }
    }

    @Test
    void whatOpenMsiStreamHasProcessedIsTakenOverOnce() throws IOException {
        String header = "filename;rel_filepath;n_chunks;first_message;processed_at";
        String times = "'Sat Nov 21, 2026 at 00:11:23';'Sat Nov 21, 2026 at 00:11:24'";
        Files.writeString(
                folder.resolve("processed_from_raw_by_lab_1.csv"),
                "sep=;\n" + header + "\n'b.dat';'a/b.dat';3;" + times);
        Files.writeString(
                folder.resolve("processed_from_raw_by_lab_1_t7f00aa.csv"),
                header + "\n'c.dat';'c.dat';1;" + times + "\n'd';'d';x;" + times + "\n'cut o");
        Files.write(
                folder.resolve("processed_from_raw_by_lab_1_t7f00ab.csv"),
                (header + "\n'é';'é';1;").getBytes(ISO_8859_1));
        Files.writeString(
                folder.resolve("processed_from_rawest_by_lab_1.csv"), header + "\n'e.dat';'e.dat';1;" + times);

        for (int run = 0; run < 2; run++) {
            try (var registry = open()) {
                assertThat(registry.all())
                        .extracting(file -> file.path().toString())
                        .containsExactlyInAnyOrder("a/b.dat", "c.dat");
                assertThat(registry.all())
                        .allSatisfy(file -> assertThat(file.processedAt()).isEqualTo(TIME.plusSeconds(1)));
            }
        }
    }
}
