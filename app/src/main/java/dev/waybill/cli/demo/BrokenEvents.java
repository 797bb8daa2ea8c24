package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events that no Handle service can be told about, each spoilt in its own way. */
final class BrokenEvents {
    private static final JsonMapper JSON = new JsonMapper();

    private BrokenEvents() {}

    /** @param good each event asked of it is spoilt, and is of a dataset of its own */
    static List<DemoEvent> of(GeneratedEvents good) {
        return List.of(
                new DemoEvent("null", "a-tombstone".getBytes(UTF_8), null),
                DemoEvent.keyed("an array", "[{\"data\": {}}]".getBytes(UTF_8)),
                DemoEvent.keyed("an empty object", "{}".getBytes(UTF_8)),
                keyedAs(good.next(), "no UTF-8", BrokenEvents::withBadByte),
                keyedAs(good.next(), "half an event", bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
                changed(good.next(), "a PID that is no UUID", BrokenEvents::withBadPid),
                changed(good.next(), "a checksum cut short", BrokenEvents::withShortChecksum),
                changed(good.next(), "no file size", BrokenEvents::withoutSizes),
                changed(good.next(), "an unknown method", e -> payload(e).put("method", "UPSERT")));
    }

    private interface Spoiling {
        byte[] of(byte[] value);
    }

    /** Keeps the key, which the spoilt bytes no longer tell. */
    private static DemoEvent keyedAs(DemoEvent good, String name, Spoiling spoiling) {
        return new DemoEvent(name, good.key(), spoiling.of(Objects.requireNonNull(good.value())));
    }

    private static DemoEvent changed(DemoEvent good, String name, Consumer<ObjectNode> change) {
        return keyedAs(good, name, value -> {
            var event = (ObjectNode) JSON.readTree(value);
            change.accept(event);
            return JSON.writeValueAsBytes(event);
        });
    }

    private static byte[] withBadByte(byte[] value) {
        byte[] bad = value.clone();
        bad[bad.length / 3] = (byte) 0xff;
        return bad;
    }

    private static void withBadPid(ObjectNode event) {
        item(event).withObject("/properties").put("pid", "hdl:21.14100/seventeen");
    }

    private static void withShortChecksum(ObjectNode event) {
        var holder = (ObjectNode) item(event).findParents("file:checksum").get(0);
        String checksum = holder.path("file:checksum").asString();
        holder.put("file:checksum", checksum.substring(0, checksum.length() - 2));
    }

    private static void withoutSizes(ObjectNode event) {
        for (JsonNode holder : item(event).findParents("file:size")) {
            ((ObjectNode) holder).remove("file:size");
        }
    }

    private static ObjectNode payload(ObjectNode event) {
        return event.withObject("/data/payload");
    }

    private static ObjectNode item(ObjectNode event) {
        return payload(event).withObject("/item");
    }
}
