package dev.waybill.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link KafkaSink} writes for one value.
 *
 * @param timestamp milliseconds since the epoch; 0 for the moment of sending
 * @param place goes to the partition that the default partitioner gives a record with this key; null: with its own key
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; the bytes are passed on as they came
public record Outgoing(
        byte @Nullable [] key, byte @Nullable [] value, List<Header> headers, long timestamp, byte @Nullable [] place) {
    /**
     * The header that names the record this one was made of, written {@code topic-partition@offset}. A delivery that is
     * repeated carries the same one, so that a reader can tell a repeat from a new record.
     */
    public static final String SOURCE_HEADER = "waybill-source";

    public Outgoing {
        headers = List.copyOf(headers);
    }

    /** Goes to the partition of its key. */
    public Outgoing(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers, long timestamp) {
        this(key, value, headers, timestamp, null);
    }

    /** Key and value, without headers. */
    public static Outgoing of(byte @Nullable [] key, byte @Nullable [] value) {
        return new Outgoing(key, value, List.of(), 0);
    }

    /** Key and value as UTF-8, without headers. */
    public static Outgoing of(String key, String value) {
        return of(key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    /** The same bytes, headers and time; {@link #SOURCE_HEADER} says where they came from. */
    public static Outgoing of(KafkaRecord record) {
        return new Outgoing(record.key(), record.value(), record.headers(), record.timestamp())
                .madeOf(record.position());
    }

    /**
     * The same, in the partition where a record with the key {@code other} goes: what belongs together stays together though
     * its keys differ. That partition is another one once the topic has more of them.
     */
    public Outgoing placedBy(byte[] other) {
        return new Outgoing(key, value, headers, timestamp, other);
    }

    /** Names the only record that this was made of. Where several are made of one, use {@link #madeOf(Position, int)}. */
    public Outgoing madeOf(Position source) {
        return identified(source.toString());
    }

    /** Names the record that this was made of, as one of several; {@code part} counts them in an order that is always the same. */
    public Outgoing madeOf(Position source, int part) {
        return identified(source + "#" + part);
    }

    private Outgoing identified(String source) {
        var all = new ArrayList<Header>();
        for (Header header : headers) {
            if (!header.name().equals(SOURCE_HEADER)) { // of an earlier pipeline, which may have made several of one
                all.add(header);
            }
        }
        all.add(new Header(SOURCE_HEADER, source.getBytes(UTF_8)));
        return new Outgoing(key, value, all, timestamp, place);
    }

    /** @param partitions asked only where the key does not decide */
    ProducerRecord<byte[], byte[]> forTopic(String topic, IntSupplier partitions) {
        Long time = timestamp > 0 ? timestamp : null;
        Integer partition = place == null ? null : Utils.toPositive(Utils.murmur2(place)) % partitions.getAsInt();
        var record = new ProducerRecord<byte[], byte[]>(topic, partition, time, key, value);
        for (Header header : headers) {
            record.headers().add(new RecordHeader(header.name(), header.value()));
        }
        return record;
    }
}
