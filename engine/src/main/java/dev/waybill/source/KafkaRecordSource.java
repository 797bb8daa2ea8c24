package dev.waybill.source;

import static java.time.Duration.ofSeconds;

import dev.waybill.failure.DeliveryException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** A Kafka consumer as a source. Confined to the thread that opened it. */
final class KafkaRecordSource implements RecordSource {
    private static final Duration CALL_TIMEOUT = ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;

    KafkaRecordSource(Consumer<byte[], byte[]> consumer, List<String> topics) {
        this.consumer = consumer;
        this.topics = topics;
    }

    @Override
    public void start(PartitionListener listener) {
        consumer.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                listener.assigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                listener.revoked(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                listener.lost(partitions);
            }
        });
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        var records = poll(longest);
        for (TopicPartition partition : records.partitions()) {
            intake.partition(partition);
            for (var record : records.records(partition)) {
                intake.record(record.offset(), new FetchedRecord(record));
            }
        }
        // Aborted transactions move a position without any record.
        records.nextOffsets().forEach((partition, next) -> {
            intake.partition(partition);
            intake.position(next.offset());
        });
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        try {
            return consumer.poll(longest);
        } catch (AuthenticationException | AuthorizationException e) {
            throw DeliveryException.misconfigured("the Kafka broker refused this consumer: " + e.getMessage());
        } catch (InvalidOffsetException e) {
            throw DeliveryException.misconfigured(
                    "no valid offset to start from, and auto.offset.reset is \"none\": " + e.partitions());
        }
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        consumer.resume(partitions);
    }

    @Override
    public void commit(Map<TopicPartition, Long> positions, CommitListener done) {
        consumer.commitAsync(offsets(positions), (offsets, problem) -> done.committed(problem));
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Long> positions) {
        try {
            consumer.commitSync(offsets(positions), CALL_TIMEOUT);
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(e);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, Long> positions) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        positions.forEach((partition, position) -> offsets.put(partition, new OffsetAndMetadata(position)));
        return offsets;
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions, CALL_TIMEOUT);
    }

    @Override
    public OptionalLong knownEnd(TopicPartition partition) {
        var lag = consumer.currentLag(partition);
        return lag.isPresent() ? OptionalLong.of(position(partition) + lag.getAsLong()) : lag;
    }

    @Override
    public long position(TopicPartition partition) {
        return consumer.position(partition, CALL_TIMEOUT);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CALL_TIMEOUT));
    }
}
