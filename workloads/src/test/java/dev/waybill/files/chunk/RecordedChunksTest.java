package dev.waybill.files.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages that OpenMSIStream wrote, where they lie beside the repository. */
class RecordedChunksTest {
    @Test
    void everyRecordedMessageIsReadAndWrittenAgainByteForByte() throws IOException {
        Path samples = samples().orElseGet(() -> Assumptions.abort("absent: ../shared/data/openmsistream"));
        int messages = 0;

        for (JsonNode sample :
                JsonMapper.shared().readTree(Files.readAllBytes(samples)).path("samples")) {
            for (JsonNode message : sample.path("messages")) {
                assertRoundTrip(sample, message, value(sample, message));
                messages++;
            }
        }

        assertThat(messages).isGreaterThan(10);
    }

    /** The recorded value; of large ones a hash was recorded, which vouches for what is written in their place. */
    private static byte[] value(JsonNode sample, JsonNode message) {
        if (message.has("value_hex")) {
            return HexFormat.of().parseHex(message.path("value_hex").asString());
        }
        byte[] content = new byte[sample.path("content_len").asInt()];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (31 * i + 7);
        }
        JsonNode fields = message.path("fields");
        var version = new FileVersion(
                RelativePath.of(sample.path("relative_path").asString()),
                "",
                Sha512.ofData(ByteBuffer.wrap(content)),
                fields.path("n_total_chunks").asInt(),
                fields.path("file_mtime").asDouble());
        int offset = fields.path("chunk_offset_write").asInt();
        var data = ByteBuffer.wrap(content, offset, fields.path("data_len").asInt());
        var chunk = new FileChunk(version, fields.path("chunk_i").asInt(), offset, data);
        byte[] value = ChunkEncoder.encode(chunk, Sha512.ofData(data), ChunkFields.TEN);
        assertThat(sha256(value)).isEqualTo(message.path("value_sha256").asString());
        return value;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRoundTrip(JsonNode sample, JsonNode message, byte[] value) {
        byte[] key = HexFormat.of().parseHex(message.path("key_hex").asString());
        var fields = (value[0] & 0xff) == 0x99 ? ChunkFields.NINE : ChunkFields.TEN;

        FileChunk chunk = ChunkDecoder.decode(KafkaRecord.of("t", 0, 0, key, value));

        assertThat(chunk.file().path()).hasToString(sample.path("relative_path").asString());
        assertThat(chunk.index()).isEqualTo(message.path("chunk_i").asInt());
        assertThat(chunk.offset())
                .isEqualTo(message.path("fields").path("chunk_offset_write").asLong());
        assertThat(chunk.data().remaining())
                .isEqualTo(message.path("fields").path("data_len").asInt());
        assertThat(chunk.key().getBytes(UTF_8)).isEqualTo(key);
        assertThat(ChunkEncoder.encode(chunk, Sha512.ofData(chunk.data()), fields))
                .isEqualTo(value);
    }

    private static Optional<Path> samples() {
        String shared = System.getProperty("waybill.shared");
        Path root = shared == null ? repository().resolve("../shared") : Path.of(shared);
        Path file = root.resolve("data/openmsistream/wire_samples.json").normalize();
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve(".git"))) {
            here = Optional.ofNullable(here.getParent())
                    .orElseThrow(() -> new IllegalStateException("not inside the repository"));
        }
        return here;
    }
}
