package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileFailureStoreTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILE = "r0/failed_items_2026-02-03.jsonl";

    @TempDir
    Path folder;

    @Test
    void aLineIsTheMessageWithItsReasonBesideIt() throws IOException {
        park(record("{\"data\": {\"n\": 1.50}}".getBytes(UTF_8), 0));

        JsonNode line = JSON.readTree(Files.readString(folder.resolve(FILE)));
        assertThat(line.at("/data/n").asDouble()).isEqualTo(1.5);
        assertThat(line.path("failure_timestamp").stringValue()).isEqualTo("2026-02-03T04:05:06+00:00");
        assertThat(line.path("retries").intValue()).isZero();
        JsonNode infos = line.path("__infos__");
        assertThat(infos.path("reason").stringValue()).isEqualTo("data.n: too small");
        assertThat(infos.path("class").stringValue()).isEqualTo("poison");
        assertThat(infos.path("topic").stringValue()).isEqualTo("cmip6");
        assertThat(infos.path("partition").intValue()).isEqualTo(3);
        assertThat(infos.path("offset").longValue()).isEqualTo(77);
        assertThat(infos.path("key").stringValue()).isEqualTo("the key");
        assertThat(infos.path("headers").get(0).path("name").stringValue()).isEqualTo("trace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\" : 1.50,\n \"b\":\"\u00e4\"}",
                "[1, 2]",
                "no JSON",
                "",
                "{\"retries\": 9, \"failure_timestamp\": \"x\", \"a\": 2}",
                "{\"a\": 1, \"a\": 2}"
            })
    void aReplayedRecordIsTheOriginalToTheByte(String value) throws IOException {
        park(record(value.getBytes(UTF_8), 2));

        var replayed = replay("r2/failed_items_2026-02-03.jsonl").get(0);

        assertThat(replayed.value()).isEqualTo(value.getBytes(UTF_8));
        assertThat(replayed.key()).isEqualTo("the key".getBytes(UTF_8));
        assertThat(replayed.attempt()).isEqualTo(3);
        assertThat(replayed.position()).hasToString("cmip6-3@77");
        assertThat(replayed.headers().get(0).value()).isEqualTo(new byte[] {(byte) 0xff});
    }

    @Test
    void bytesThatAreNoTextSurvive() throws IOException {
        byte[] noText = {(byte) 0xc3, 0x28, 0, 1};
        park(new KafkaRecord("t", 0, 1, 5, noText, noText, List.of(), 0));

        var replayed = replay(FILE).get(0);

        assertThat(replayed.key()).isEqualTo(noText);
        assertThat(replayed.value()).isEqualTo(noText);
    }

    @Test
    void aMissingValueAndAMissingKeyStayMissing() throws IOException {
        park(new KafkaRecord("t", 0, 1, 5, null, null, List.of(), 0));

        var replayed = replay(FILE).get(0);

        assertThat(replayed.key()).isNull();
        assertThat(replayed.value()).isNull();
    }

    @Test
    void aMendedLineIsReplayedAsMended() throws IOException {
        park(record("{\"n\": 1}".getBytes(UTF_8), 0));
        Path file = folder.resolve(FILE);
        Files.writeString(file, Files.readString(file).replace("\"n\":1", "\"n\":2"));

        var replayed = replay(FILE).get(0);

        assertThat(new String(replayed.value(), UTF_8)).isEqualTo("{\"n\":2}");
    }

    @Test
    void linesOfBothPiddiplatschErasAreUnderstood() throws IOException {
        Files.writeString(folder.resolve("old.jsonl"), """
                {"data": {"n": 1}, "failure_timestamp": "2025-07-23T00:00:00+00:00", "retries": 0}
                {"data": {"n": 2}, "key": "K", "__infos__": {"retries": 4, "reason": "x"}}
                {"id": "I", "data": {"n": 3}}
                """);

        var replayed = replay("old.jsonl");

        assertThat(replayed).extracting(KafkaRecord::attempt).containsExactly(1, 5, 1);
        assertThat(replayed).extracting(KafkaRecord::keyText).containsExactly("", "K", "I");
        assertThat(JSON.readTree(replayed.get(0).value())).isEqualTo(JSON.readTree("{\"data\": {\"n\": 1}}"));
    }

    @Test
    void aLineThatIsNoRecordIsNamedAndStopsNoOther() throws IOException {
        Files.writeString(folder.resolve("bad.jsonl"), "{\"a\": 1}\n{\"a\": \n[1]\n{\"retries\": \"x\"}\n{\"a\": 2}");
        try (var cursor = file("bad.jsonl").open()) {
            assertThat(cursor.next()).isPresent();
            assertThat(cursor.next()).isPresent();
            assertThat(cursor.next()).isEmpty();
            assertThat(cursor.damaged()).hasSize(3);
            assertThat(cursor.damaged().get(0)).contains("bad.jsonl:2").contains("not JSON at column");
            assertThat(cursor.damaged().get(1)).endsWith("bad.jsonl:3  expected a JSON object");
            assertThat(cursor.damaged().get(2)).endsWith("retries: expected a whole number, got \"x\"");
        }
    }

    @Test
    void aLineCutShortByACrashIsClosedByTheNext() throws IOException {
        park(record("{\"n\": 1}".getBytes(UTF_8), 0));
        Files.writeString(folder.resolve(FILE), "{\"n\": 2, \"__inf", StandardOpenOption.APPEND);
        park(record(78, "{\"n\": 3}".getBytes(UTF_8), 0));

        assertThat(replay(FILE)).hasSize(2);
        assertThat(file(FILE).summary(FailureFilter.ALL).damaged()).hasSize(1);
    }

    private void park(KafkaRecord record) throws IOException {
        var failure = new Failure(FailureClass.POISON, "data.n: too small", null, null);
        var at = Instant.parse("2026-02-03T04:05:06.789Z");
        new FileFailureStore(folder).park(List.of(new ParkedRecord(record, failure, 1, at)));
    }

    private static KafkaRecord record(byte @Nullable [] value, int attempt) {
        return record(77, value, attempt);
    }

    private static KafkaRecord record(long offset, byte @Nullable [] value, int attempt) {
        var headers = List.of(new Header("trace", new byte[] {(byte) 0xff}));
        return new KafkaRecord("cmip6", 3, offset, 5, "the key".getBytes(UTF_8), value, headers, attempt);
    }

    /** The records of one file, each as a replay delivers it. */
    private List<KafkaRecord> replay(String name) throws IOException {
        return file(name).list(FailureFilter.ALL, 100).stream()
                .map(FailureEntry::again)
                .toList();
    }

    private FileFailureLog file(String name) {
        return FileFailureLog.of(folder.resolve(name), folder);
    }
}
