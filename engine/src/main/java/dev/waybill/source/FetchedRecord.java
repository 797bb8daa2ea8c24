package dev.waybill.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.record.Fetched;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** A record as the Kafka client hands it out. */
record FetchedRecord(ConsumerRecord<byte[], byte[]> from) implements Fetched {
    @Override
    @SuppressWarnings("NullAway") // the client's null key
    public byte[] key() {
        return from.key();
    }

    @Override
    public int size() {
        return Math.max(0, from.serializedKeySize()) + Math.max(0, from.serializedValueSize());
    }

    @Override
    public KafkaRecord record() {
        var headers = converted(from.headers());
        return new KafkaRecord(
                from.topic(),
                from.partition(),
                from.offset(),
                from.timestamp(),
                from.key(),
                from.value(),
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
