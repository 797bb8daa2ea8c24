package dev.waybill.files.chunk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chunks with the bytes they have on a topic, computed from the description of the format by other means; and chance ones. */
final class Vectors {
    private Vectors() {}

    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    record Vector(FileChunk chunk, ChunkFields fields, String key, byte[] value) {}

    static List<Vector> all() {
        try (InputStream in = Vectors.class.getResourceAsStream("vectors.json")) {
            return JsonMapper.shared()
                    .readTree(Objects.requireNonNull(in))
                    .valueStream()
                    .map(Vectors::vector)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector vector(JsonNode json) {
        var file = new FileVersion(
                new RelativePath(
                        json.path("folder").asString(), json.path("name").asString()),
                json.path("append").asString(),
                Sha512.ofHex(json.path("file_sha512").asString()),
                json.path("chunks").asInt(),
                json.path("modified").asDouble());
        var chunk = new FileChunk(
                file,
                json.path("index").asInt(),
                json.path("offset").asLong(),
                ByteBuffer.wrap(HexFormat.of().parseHex(json.path("data").asString())));
        return new Vector(
                chunk,
                json.path("fields").asInt() == 9 ? ChunkFields.NINE : ChunkFields.TEN,
                json.path("key").asString(),
                HexFormat.of().parseHex(json.path("value").asString()));
    }

    static FileChunk random(Random random) {
        byte[] data = new byte[anySize(random)];
        random.nextBytes(data);
        byte[] hash = new byte[Sha512.LENGTH];
        random.nextBytes(hash);
        int chunks = anyNumber(random);
        String folder = random.nextInt(3) == 0 ? "" : "f/" + text(random);
        var file = new FileVersion(
                new RelativePath(folder, text(random)),
                random.nextBoolean() ? "" : text(random),
                Sha512.of(hash),
                chunks,
                random.nextInt(4) == 0 ? 0 : random.nextDouble() * 4e9);
        long offset = random.nextLong() >>> (1 + random.nextInt(62));
        return new FileChunk(file, 1 + random.nextInt(chunks), offset, ByteBuffer.wrap(data));
    }

    /** Sizes around those where the length takes one byte more. */
    private static int anySize(Random random) {
        int[] edges = {0, 31, 255, 256, 65_535, 65_536};
        return edges[random.nextInt(edges.length)] + random.nextInt(3);
    }

    private static int anyNumber(Random random) {
        return 1 + (random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31));
    }

    private static String text(Random random) {
        int[] letters = random.ints(1 + random.nextInt(90), 0x20, 0x3000)
                .filter(c -> c != '/' && c != '.')
                .toArray();
        return "t" + new String(letters, 0, letters.length);
    }
}
