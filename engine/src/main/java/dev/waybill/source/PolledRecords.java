package dev.waybill.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.record.FetchedRecords;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Records of one partition as the Kafka client hands them out. Immutable. */
final class PolledRecords implements FetchedRecords {
    /** An array, because each record is asked for several times and the client's list is one inside another. */
    private final ConsumerRecord<byte[], byte[]>[] from;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
    PolledRecords(List<ConsumerRecord<byte[], byte[]>> from) {
        this.from = (ConsumerRecord<byte[], byte[]>[]) from.toArray(new ConsumerRecord[0]);
    }

    @Override
    public int size() {
        return from.length;
    }

    @Override
    public long offset(int i) {
        return from[i].offset();
    }

    @Override
    public byte @Nullable [] key(int i) {
        return from[i].key();
    }

    @Override
    public int bytes(int i) {
        var record = from[i];
        return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    @Override
    public KafkaRecord record(int i) {
        var record = from[i];
        var headers = converted(record.headers());
        return new KafkaRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers,
                attempt(headers));
    }

    private static List<Header> converted(Headers headers) {
        var array = headers.toArray();
        if (array.length == 0) {
            return List.of();
        }
        var list = new ArrayList<Header>(array.length);
        for (var header : array) {
            list.add(new Header(header.key(), header.value()));
        }
        return List.copyOf(list);
    }

    private static int attempt(List<Header> headers) {
        for (Header header : headers) {
            if (header.name().equals(KafkaRecord.ATTEMPT_HEADER) && header.value() != null) {
                String text = new String(header.value(), US_ASCII);
                return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
            }
        }
        return 0;
    }
}
