package dev.waybill.failure.topic;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads all of a topic once, up to where it ended at first. Confined to the thread that made it. */
final class TopicWalk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_POLLS = 20;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, Long> ends;
    private Iterator<ConsumerRecord<byte[], byte[]>> fetched =
            ConsumerRecords.<byte[], byte[]>empty().iterator();

    TopicWalk(Consumer<byte[], byte[]> consumer, String topic) throws IOException {
        this.consumer = consumer;
        this.topic = topic;
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            this.ends = consumer.endOffsets(partitions);
        } catch (KafkaException e) {
            close();
            throw refused(e);
        }
    }

    /** The next record; nothing at the end. */
    Optional<ConsumerRecord<byte[], byte[]>> next() throws IOException {
        while (true) {
            while (fetched.hasNext()) {
                var record = fetched.next();
                if (record.offset() < endOf(record)) {
                    return Optional.of(record);
                }
            }
            if (isAtEnd()) {
                return Optional.empty();
            }
            fetched = fetch();
        }
    }

    private long endOf(ConsumerRecord<byte[], byte[]> record) {
        return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private boolean isAtEnd() throws IOException {
        try {
            for (var end : ends.entrySet()) {
                if (consumer.position(end.getKey()) < end.getValue()) {
                    return false;
                }
            }
            return true;
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    private Iterator<ConsumerRecord<byte[], byte[]>> fetch() throws IOException {
        try {
            for (int i = 0; i < MOST_EMPTY_POLLS; i++) {
                var records = consumer.poll(PATIENCE);
                if (!records.isEmpty() || isAtEnd()) {
                    return records.iterator();
                }
            }
        } catch (KafkaException e) {
            throw refused(e);
        }
        throw new IOException("topic " + topic + ": no answer from the Kafka cluster in " + MOST_EMPTY_POLLS
                + " s; nothing is lost, try again");
    }

    private IOException refused(KafkaException e) {
        return KafkaAccess.refused(e, "topic " + topic + " cannot be read");
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(PATIENCE));
    }
}
