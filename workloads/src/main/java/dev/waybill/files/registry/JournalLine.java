package dev.waybill.files.registry;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of the journal: JSON that says all there is to know of one path, and replaces what was said before.
 *
 * @param topicId of the topic itself, which another topic of the same name does not have
 */
record JournalLine(String topicId, RelativePath path, Entry entry) {
    private static final JsonMapper JSON = JsonMapper.shared();

    String text() {
        var node = JSON.createObjectNode().put("path", path.toString()).put("topic_id", topicId);
        if (entry instanceof Entry.InProgress begun) {
            put(node, begun.shipment()).put("delivered", begun.delivered());
        } else if (entry instanceof Entry.Completed done) {
            put(node, done.shipment()).put("completed", done.completed().toString());
        } else if (entry instanceof Entry.Imported imported) {
            node.put("chunks", imported.chunks());
            node.put("started", imported.started().toString());
            node.put("completed", imported.completed().toString());
        } else {
            throw new AssertionError(entry);
        }
        return JSON.writeValueAsString(node);
    }

    private static ObjectNode put(ObjectNode node, Shipment shipment) {
        Cut cut = shipment.cut();
        return node.put("size", shipment.state().size())
                .put("modified", shipment.state().modified().toString())
                .put("sha512", shipment.hash().hex())
                .put("chunk_size", cut.chunkSize())
                .put("chunks", cut.chunks())
                .put("fields", cut.fields())
                .put("partition", cut.partition())
                .put("started", shipment.started().toString());
    }

    /** Empty for a line that was cut off by a crash, or is none of ours. */
    static Optional<JournalLine> read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            var path = RelativePath.of(node.required("path").asString());
            return Optional.of(new JournalLine(node.required("topic_id").asString(), path, entry(node)));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Entry entry(JsonNode node) {
        Instant started = instant(node, "started");
        if (!node.has("sha512")) {
            return new Entry.Imported(node.required("chunks").asInt(), started, instant(node, "completed"));
        }
        var state = new FileState(node.required("size").asLong(), instant(node, "modified"));
        var cut = new Cut(
                node.required("chunk_size").asInt(),
                node.required("chunks").asInt(),
                node.required("fields").asInt(),
                node.required("partition").asInt());
        var hash = Sha512.ofHex(node.required("sha512").asString());
        var shipment = new Shipment(state, hash, cut, started);
        return node.has("completed")
                ? new Entry.Completed(shipment, instant(node, "completed"))
                : new Entry.InProgress(shipment, node.required("delivered").asInt());
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(node.required(name).asString());
    }
}
