package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records nobody can deliver are set aside with proof, once each, and hold up none of their neighbours. */
final class BadInputIT {
    private static final byte[] TRACE = {(byte) 0xff, 0, 7};

    /** @param reason what the reason for parking must name */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bad(byte @Nullable [] value, String reason) {
        static Bad text(String value, String reason) {
            return new Bad(value.getBytes(UTF_8), reason);
        }

        static Bad event(int number, String reason, Consumer<ObjectNode> change) {
            ObjectNode event = Events.post(Events.datasetId("bad", number), 2);
            change.accept(event);
            return text(event.toString(), reason);
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void eachIsParkedOnceAndItsNeighboursArrive() throws Exception {
        try (var site = new Site(folder, 1)) {
            ObjectNode tooManyFiles = Events.post(Events.datasetId("many", 0), 20_000);
            List<Bad> bad = bad(tooManyFiles);
            List<ObjectNode> good = good(bad.size() + 1);
            site.broker.send(alternating(site.topic, good, bad));

            try (var worker = site.child("consume")) {
                await().atMost(ofMinutes(2)).until(site::isAllCommitted);
                assertThat(worker.isAlive()).isTrue();
                worker.signal("TERM");
                assertThat(worker.exit()).as(worker.output()).isEqualTo(143);
            }

            List<JsonNode> parked = site.parked(0);
            assertThat(parked).hasSize(bad.size());
            parked.forEach(line -> assertProof(site.topic, bad, line));
            assertThat(parked).extracting(BadInputIT::offset).doesNotHaveDuplicates();
            assertThat(site.expectation().differences(good)).isEmpty();
            Arrivals arrivals = site.arrivals();
            assertThat(arrivals.repeats()).isZero();
            assertThat(arrivals.handles()).as("nothing of a parked event").isEqualTo(good.size() * 3);
        }
    }

    private static List<Bad> bad(ObjectNode tooManyFiles) {
        var bad = new ArrayList<Bad>();
        bad.add(new Bad(null, "expected"));
        bad.add(new Bad(new byte[] {'{', '"', (byte) 0xc3, 0x28, '"', ':', '1', '}'}, "UTF-8"));
        bad.add(Bad.text("{\"data\": {\"payload\": ", "JSON"));
        bad.add(Bad.text("[1, 2]", "expected a JSON object"));
        bad.add(Bad.text("{\"data\": {}}", "data.payload"));
        bad.add(Bad.event(1, "data.payload.method", e -> Events.payload(e).put("method", "POSTPONE")));
        bad.add(Bad.event(2, "tracking_id", e -> Events.firstAsset(e).put("tracking_id", "not-a-uuid")));
        bad.add(Bad.event(
                3,
                "tracking_id",
                e -> Events.firstAsset(e)
                        .put("tracking_id", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
                        .put("cmip6:tracking_id", "aaaaaaaa-bbbb-4ccc-8ddd-ffffffffffff")));
        bad.add(Bad.text(tooManyFiles.toString(), "handle.max_record_bytes"));
        return bad;
    }

    /** Healthy events, among them one of two megabytes. */
    private static List<ObjectNode> good(int count) {
        var good = new ArrayList<ObjectNode>();
        for (int i = 0; i < count; i++) {
            good.add(Events.post(Events.datasetId("good", i), 2));
        }
        ObjectNode properties = (ObjectNode) Events.item(good.get(2)).path("properties");
        properties.put("description", "x".repeat(2 << 20));
        return good;
    }

    /** Good, bad, good, bad, ..., good: the bad ones at odd offsets; the last good one has no key. */
    private static List<ProducerRecord<byte[], byte[]>> alternating(
            String topic, List<ObjectNode> good, List<Bad> bad) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < bad.size(); i++) {
            records.add(new ProducerRecord<>(
                    topic, key(2 * i), good.get(i).toString().getBytes(UTF_8)));
            var record = new ProducerRecord<byte[], byte[]>(
                    topic, key(2 * i + 1), bad.get(i).value());
            record.headers().add("trace", TRACE);
            records.add(record);
        }
        records.add(new ProducerRecord<>(
                topic, null, good.get(bad.size()).toString().getBytes(UTF_8)));
        return records;
    }

    private static byte[] key(int offset) {
        return ("key of " + offset).getBytes(UTF_8);
    }

    private static int offset(JsonNode line) {
        return line.at("/__infos__/offset").intValue();
    }

    private static void assertProof(String topic, List<Bad> bad, JsonNode line) {
        JsonNode infos = line.path("__infos__");
        int offset = offset(line);
        Bad original = bad.get(offset / 2);

        assertThat(offset % 2).as("offset %d is a bad one", offset).isEqualTo(1);
        assertThat(infos.path("reason").asString()).contains(original.reason());
        assertThat(infos.path("class").asString()).isEqualTo("poison");
        assertThat(infos.path("topic").asString()).isEqualTo(topic);
        assertThat(infos.path("partition").intValue()).isZero();
        assertThat(infos.path("key").asString().getBytes(UTF_8)).isEqualTo(key(offset));
        assertThat(infos.path("headers").size()).isEqualTo(1);
        assertThat(infos.at("/headers/0/name").asString()).isEqualTo("trace");
        assertThat(decoded(infos.at("/headers/0/value_base64"))).isEqualTo(TRACE);
        if (original.value() == null) {
            assertThat(infos.path("value_base64").isNull()).isTrue();
        } else {
            assertThat(decoded(infos.path("value_base64"))).isEqualTo(original.value());
        }
    }

    private static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asString());
    }

    @Test
    void strictRefusesABrokenFileAndLenientRegistersIt() {
        ObjectNode checksum = Events.post(Events.datasetId("tas", 1), 3);
        Events.firstAsset(checksum).put("file:checksum", "1220abc");
        ObjectNode size = Events.post(Events.datasetId("tas", 2), 3);
        Events.firstAsset(size).remove("file:size");
        ObjectNode url = Events.post(Events.datasetId("tas", 3), 3);
        Events.firstAsset(url).remove("href");
        var events = List.of(checksum, size, url);

        try (var site = new Site(folder, 1)) {
            site.send(events);
            var strict = site.pid("consume", "--exit-at-end");
            int handlesOfStrict = site.arrivals().handles();

            site.configure("schema.strict_mode = false", "consumer.max_buffered = 100");
            var lenient = site.pid("--set", "kafka.group.id=another", "consume", "--exit-at-end");

            assertThat(strict.exit()).as(strict.err()).isEqualTo(3);
            assertThat(handlesOfStrict).isZero();
            assertThat(site.parked(0))
                    .extracting(line -> line.at("/__infos__/reason").asString())
                    .satisfiesExactlyInAnyOrder(
                            reason -> assertThat(reason).contains("assets[data00000].file:checksum"),
                            reason -> assertThat(reason).contains("assets[data00000].file:size"),
                            reason -> assertThat(reason).contains("assets[data00000].href"));
            assertThat(lenient.exit()).as(lenient.err()).isZero();
            assertThat(site.expectation().differences(events)).isEmpty();
            assertThat(site.arrivals().handles()).isEqualTo(3 * 4);
            events.forEach(event -> assertEveryPartExists(site, event));
        }
    }

    private static void assertEveryPartExists(Site site, ObjectNode event) {
        var expectation = site.expectation();
        var dataset = expectation.read(expectation.datasetHandle(event)).orElseThrow();
        String parts = dataset.value("HAS_PARTS").orElseThrow().data().asString();

        List<JsonNode> handles =
                JsonMapper.shared().readTree(parts).values().stream().toList();

        assertThat(handles).hasSize(3);
        assertThat(handles)
                .allSatisfy(part -> assertThat(expectation.read(part.asString().replace("hdl:", "")))
                        .isPresent());
    }
}
