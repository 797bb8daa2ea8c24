package dev.waybill.pid.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.record.KafkaRecord;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetIdTest {
    private static final long SEED = 99;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data': {'payload': {'item_id': 'x'}}}",
                "{'metadata': {'id': 'no'}, 'data': {'type': [1], 'payload': {'method': 'POST', 'item': {'id': 'x'}}}}",
                "{'data': {'payload': {'item': {'a': {'id': 'no'}, 'assets': [{'id': 'no'}], 'id': 'x', 'b': ",
                "{'data': {'payload': {'patch': {'item_id': 'no'}, 'item_id': 'x'}}}"
            })
    void isTheIdOfTheItem(String json) {
        assertThat(idOf(json)).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[{'data': 1}]",
                "{'data': {'payload': {'item': {'id': 7}}}}",
                "{'data': {'payload': {'item_id': ' '}}}",
                "{'data': {'payload': 7}}",
                "{'data': ",
                "{}"
            })
    void isTheKeyWhereTheValueSaysNothing(String json) {
        assertThat(idOf(json)).isEqualTo("key");
    }

    @Test
    void isTheKeyOfATombstone() {
        assertThat(DatasetId.of(record(null))).isEqualTo("key");
    }

    @Test
    void neverFailsOnAnyBytes() {
        var random = new Random(SEED);
        var event = "{\"data\": {\"payload\": {\"item\": {\"id\": \"x\"}}}}".getBytes(UTF_8);
        for (int i = 0; i < 2_000; i++) {
            var damaged = event.clone();
            for (int hits = 0; hits <= i % 4; hits++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }

            assertThat(DatasetId.of(record(damaged))).as("seed %s", SEED).isNotEmpty();
        }
    }

    private static String idOf(String json) {
        return DatasetId.of(record(json.replace('\'', '"').getBytes(UTF_8)));
    }

    private static KafkaRecord record(byte @Nullable [] value) {
        return KafkaRecord.of("t", 0, 0, "key".getBytes(UTF_8), value);
    }
}
