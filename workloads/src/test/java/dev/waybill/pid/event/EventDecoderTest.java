package dev.waybill.pid.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.pid.patch.ItemPatch;
import dev.waybill.record.KafkaRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'method': 'POST', 'item': {'id': 'x.v1'}",
                "'method': 'put', 'item': {'id': 'x.v1'}, 'item_id': 'x.v1'",
                "'method': 'PATCH', 'item': {'id': 'x.v1'}, 'item_id': 'x.v1', 'patch': null",
                "'item': {'id': 'x.v1'}"
            })
    void aWholeItemIsPublished(String payload) {
        var event = decode(payload);

        assertThat(event).isInstanceOf(PublicationEvent.Publish.class);
        assertThat(event.itemId()).isEqualTo("x.v1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'method': 'PATCH', 'item_id': 'x.v1', 'patch': {'operations': []} | Operations
            'method': 'PATCH', 'item_id': 'x.v1', 'patch': [] | Operations
            'method': 'JSON_PATCH', 'item_id': 'x.v1', 'patch': {'operations': []} | Operations
            'method': 'PATCH', 'item_id': 'x.v1', 'patch': {'properties': {}} | Merge
            """)
    void aPatchComesInSeveralShapes(String payload, String kind) {
        var event = (PublicationEvent.Patch) decode(payload);

        assertThat(event.itemId()).isEqualTo("x.v1");
        assertThat(event.patch())
                .extracting(ItemPatch::getClass, InstanceOfAssertFactories.CLASS)
                .hasToString("class dev.waybill.pid.patch.ItemPatch$" + kind);
    }

    @Test
    void aPatchOfNothingIsARevocation() {
        assertThat(decode("'method': 'PATCH', 'item_id': 'x.v1'")).isInstanceOf(PublicationEvent.Revoke.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'item_id': 'x.v1'", "'item': {'id': 'x.v1'}"})
    void aDeletionNamesTheItemEitherWay(String payload) {
        var event = decode("'method': 'DELETE', " + payload);

        assertThat(event).isInstanceOf(PublicationEvent.Delete.class);
        assertThat(event.itemId()).isEqualTo("x.v1");
    }

    @Test
    void theEnvelopeIsReadAndWhatAFailureFileAddsIsLeftAlone() {
        var event = EventDecoder.decode(record("""
                {"metadata": {"event_id": "e1", "time": "t1"}, "failure_timestamp": 1, "retries": "2", "__infos__": [],
                 "key": null, "data": {"payload": {"method": "DELETE", "collection_id": "C", "item_id": "x"}}}"""));

        assertThat(event.envelope()).isEqualTo(new Envelope(Optional.of("e1"), Optional.of("t1"), Optional.of("C")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {} | data: expected an object, got nothing
            {'data': []} | data: expected an object, got an array of 0
            {'data': {}} | data.payload: expected an object, got nothing
            {'data': {'payload': 'x'}} | data.payload: expected an object, got "x"
            {'data': {'payload': {}}} | data.payload.method: expected POST, PUT, PATCH, JSON_PATCH or DELETE, got nothing
            {'data': {'payload': {'method': 7}}} | data.payload.method: expected a text, got the number 7
            {'data': {'payload': {'method': 'MOVE'}}} | data.payload.method: expected POST, PUT, PATCH, JSON_PATCH or DELETE, got "MOVE"
            {'data': {'payload': {'method': 'POST'}}} | data.payload.item: expected an object, got nothing
            {'data': {'payload': {'method': 'POST', 'item': {}}}} | data.payload.item.id: expected a text, got nothing
            {'data': {'payload': {'method': 'POST', 'item': {'id': ' '}}}} | data.payload.item.id: expected a text, got " "
            {'data': {'payload': {'method': 'POST', 'item': {'id': 'a'}, 'item_id': 'b'}}} | data.payload.item_id: expected the id of the item, "a", got "b"
            {'data': {'payload': {'method': 'DELETE'}}} | data.payload.item_id: expected a text, got nothing
            {'data': {'payload': {'method': 'PATCH'}}} | data.payload.item_id: expected a text, got nothing
            {'data': {'payload': {'method': 'PATCH', 'item_id': 'a', 'patch': 7}}} | data.payload.patch: expected a list of operations or a partial item
            {'data': {'payload': {'method': 'PATCH', 'item_id': 'a', 'patch': [7]}}} | data.payload.patch[0]: expected an operation
            {'data': {'payload': {'method': 'PATCH', 'item_id': 'a', 'patch': [], 'item': {'id': 'a'}}}} | data.payload: expected either patch or item, got both
            {'data': {'payload': {'method': 'JSON_PATCH', 'item_id': 'a'}}} | data.payload.patch: expected a list of operations, got nothing
            {'metadata': 7, 'data': {'payload': {}}} | metadata: expected an object, got the number 7
            {'metadata': {'time': 7}, 'data': {'payload': {}}} | metadata.time: expected a text, got the number 7
            {'a': 1, 'a': 2} | Duplicate
            {'a': 1} {} | expected JSON, got at line 1, column
            7 | value: expected a JSON object, got the number 7
            null | value: expected a JSON object, got null
            """)
    void saysWhereWhatCameAndWhatWasExpected(String json, String message) {
        assertPoison(record(json.replace('\'', '"')), message);
    }

    @Test
    void aTombstoneIsNoEvent() {
        assertPoison(KafkaRecord.of("t", 0, 0, null, null), "value: expected a publication event, got null");
    }

    @Test
    void anEmptyValueIsNoEvent() {
        assertPoison(record(""), "value: expected ");
    }

    @Test
    void saysWhichByteIsNotUtf8() {
        var value = "{\"a\": \"ü\u0001\"}".getBytes(StandardCharsets.UTF_8);
        value[9] = (byte) 0xff;

        assertPoison(
                KafkaRecord.of("t", 0, 0, null, value), "value: expected UTF-8, got the byte 0xff at position 9 of 12");
    }

    @Test
    void aCharacterThatIsCutOffIsNotUtf8() {
        assertPoison(KafkaRecord.of("t", 0, 0, null, new byte[] {'"', (byte) 0xc3}), "0xc3 at position 1 of 2");
    }

    @Test
    void saysInWhichLineJsonEnds() {
        assertPoison(record("{\n\"data\": }"), "value: expected JSON, got at line 2, column");
    }

    @Test
    void nestingIsBounded() {
        assertPoison(record("{\"a\": " + "[".repeat(100_000)), "nesting depth");
    }

    @Test
    void severalMegabytesAreNotTooMuch() {
        var event = record("{\"metadata\": {\"event_id\": \"" + "x".repeat(8_000_000)
                + "\"}, \"data\": {\"payload\": {\"method\": \"DELETE\", \"item_id\": \"a\"}}}");

        assertThat(EventDecoder.decode(event).itemId()).isEqualTo("a");
    }

    private static PublicationEvent decode(String payload) {
        return EventDecoder.decode(record("{\"data\": {\"payload\": {" + payload.replace('\'', '"') + "}}}"));
    }

    private static void assertPoison(KafkaRecord record, @Nullable String message) {
        assertThatThrownBy(() -> EventDecoder.decode(record))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.failure().failureClass()).isEqualTo(FailureClass.POISON))
                .hasMessageContaining(message);
    }

    private static KafkaRecord record(String value) {
        return KafkaRecord.of("t", 0, 0, null, value.getBytes(StandardCharsets.UTF_8));
    }
}
