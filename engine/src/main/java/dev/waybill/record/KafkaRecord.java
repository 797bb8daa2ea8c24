package dev.waybill.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka record as it was read: bytes untouched, key and value absent where Kafka says null.
 *
 * @param timestamp milliseconds since the epoch, as the producer or the broker set it
 * @param attempt how often this record has been replayed from the failure store; 0 for a record read from its topic
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; the bytes are passed on as they came
public record KafkaRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers,
        int attempt) {

    /** The header that carries {@link #attempt}, in decimal, where a parked record goes back through a topic. */
    public static final String ATTEMPT_HEADER = "waybill-attempt";

    /** A record without headers that was never replayed. */
    public static KafkaRecord of(
            String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {
        return new KafkaRecord(topic, partition, offset, 0, key, value, List.of(), 0);
    }

    public Position position() {
        return new Position(topic, partition, offset);
    }

    /** The key as text, or the empty string where there is none. Bytes that are no UTF-8 are replaced. */
    public String keyText() {
        return key == null ? "" : new String(key, UTF_8);
    }

    /** Bytes of key and value together. */
    public int bytes() {
        return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }

    @Override
    public String toString() {
        return position().toString();
    }
}
