package dev.waybill.files.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables that OpenMSIStream wrote, where they lie beside the repository. */
class RecordedTablesTest {
    private static final Instant THEN = Instant.parse("2026-11-21T00:37:53Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theRecordedPartsAreReadAsUploaded() throws IOException {
        JsonNode files = recorded();
        for (String name : files.propertyNames()) {
            Files.writeString(folder.resolve(name), files.path(name).asString());
        }

        try (var registry = open()) {
            for (String name : new String[] {"s0.txt", "s1.txt", "s2.txt", "s3.txt", "s4.txt"}) {
                assertThat(registry.find(RelativePath.of(name))).contains(new Entry.Imported(1, THEN, THEN));
            }
            assertThat(registry.find(RelativePath.of("sub/big.bin"))).isEmpty();
        }
    }

    @Test
    void ourTableOfFilesInProgressIsAsTheRecordedOne() throws IOException {
        String recorded = recorded().path("upload_to_topicA_in_progress.csv").asString();

        try (var registry = open()) {
            registry.put(RelativePath.of("sub/big.bin"), inProgress(4, 2));
            registry.put(RelativePath.of("one.txt"), inProgress(3, 1));
        }

        assertThat(folder.resolve("upload_to_topicA_in_progress.csv")).hasContent(recorded);
    }

    private static Entry inProgress(int chunks, int delivered) {
        Sha512 hash = Sha512.ofData(ByteBuffer.allocate(1));
        return new Entry.InProgress(
                new Shipment(new FileState(1, THEN), hash, new Cut(1, chunks, 10, 0), THEN), delivered);
    }

    private UploadRegistry open() throws IOException {
        return UploadRegistry.open(folder, "topicA", "id", InstantSource.fixed(THEN), ZoneOffset.UTC);
    }

    private static JsonNode recorded() throws IOException {
        String shared = System.getProperty("waybill.shared");
        Path root = shared == null ? Path.of("../../shared") : Path.of(shared);
        Path file = root.resolve("data/openmsistream/registry_samples.json");
        if (!Files.isRegularFile(file)) {
            return Assumptions.abort("absent: ../shared/data/openmsistream");
        }
        return JsonMapper.shared().readTree(Files.readAllBytes(file)).path("producer_files");
    }
}
