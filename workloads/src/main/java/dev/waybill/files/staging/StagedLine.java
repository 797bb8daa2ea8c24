package dev.waybill.files.staging;

import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import dev.waybill.record.Position;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines of the list beside a staged file: the first says which file it is, each other one which chunk of it is there. */
final class StagedLine {
    private static final JsonMapper JSON = JsonMapper.shared();

    private StagedLine() {}

    static String of(FileIdentity identity, FileVersion version) {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("topic", identity.topic())
                .put("folder", identity.path().folder())
                .put("name", identity.path().name())
                .put("sha512", identity.hash().hex())
                .put("append", version.append())
                .put("chunks", version.chunks())
                .put("modified", version.modified()));
    }

    static String of(int index, Piece piece) {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("chunk", index)
                .put("offset", piece.offset())
                .put("length", piece.length())
                .put("partition", piece.at().partition())
                .put("record", piece.at().offset()));
    }

    record Header(FileIdentity identity, FileVersion version) {}

    record Noted(int index, Piece piece) {}

    /** Empty for what is no such line. */
    static Optional<Header> header(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            var path = new RelativePath(
                    node.required("folder").asString(), node.required("name").asString());
            var hash = Sha512.ofHex(node.required("sha512").asString());
            var version = new FileVersion(
                    path,
                    node.required("append").asString(),
                    hash,
                    node.required("chunks").asInt(),
                    node.required("modified").asDouble());
            return Optional.of(
                    new Header(new FileIdentity(node.required("topic").asString(), path, hash), version));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Empty for a line that was cut off by a crash. */
    static Optional<Noted> noted(String line, String topic) {
        try {
            JsonNode node = JSON.readTree(line);
            var at = new Position(
                    topic,
                    node.required("partition").asInt(),
                    node.required("record").asLong());
            var piece = new Piece(
                    node.required("offset").asLong(), node.required("length").asInt(), at);
            return Optional.of(new Noted(node.required("chunk").asInt(), piece));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
