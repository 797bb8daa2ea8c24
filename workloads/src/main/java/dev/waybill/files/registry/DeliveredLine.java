package dev.waybill.files.registry;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file that has arrived, as a line of JSON. */
final class DeliveredLine {
    private static final JsonMapper JSON = JsonMapper.shared();

    private DeliveredLine() {}

    static String text(DeliveredFile file) {
        var node = JSON.createObjectNode()
                .put("folder", file.path().folder())
                .put("name", file.path().name())
                .put("modified", file.modified())
                .put("chunks", file.chunks())
                .put("first_message", file.firstMessage().toString())
                .put("processed_at", file.processedAt().toString());
        file.hash().ifPresent(hash -> node.put("sha512", hash.hex()));
        return JSON.writeValueAsString(node);
    }

    /** Empty for a line that was cut off by a crash, or is none of ours. */
    static Optional<DeliveredFile> read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            var path = new RelativePath(
                    node.required("folder").asString(), node.required("name").asString());
            var hash = node.has("sha512")
                    ? Optional.of(Sha512.ofHex(node.required("sha512").asString()))
                    : Optional.<Sha512>empty();
            return Optional.of(new DeliveredFile(
                    path,
                    hash,
                    node.required("modified").asDouble(),
                    node.required("chunks").asInt(),
                    instant(node, "first_message"),
                    instant(node, "processed_at")));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(node.required(name).asString());
    }
}
