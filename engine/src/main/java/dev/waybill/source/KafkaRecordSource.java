package dev.waybill.source;

import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kafka consumer as a source. Confined to the thread that opened it. */
final class KafkaRecordSource implements RecordSource {
    static final Duration CALL_TIMEOUT = ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(KafkaRecordSource.class);
    private static final long UNKNOWN = -1;

    private final Consumer<byte[], byte[]> consumer;
    private final Subscription subscription;
    private final Positions positions;
    private final CommitWatch commits;
    private final int largestPoll;

    KafkaRecordSource(
            Consumer<byte[], byte[]> consumer,
            Subscription subscription,
            Positions positions,
            CommitWatch commits,
            int largestPoll) {
        this.consumer = consumer;
        this.subscription = subscription;
        this.positions = positions;
        this.commits = commits;
        this.largestPoll = largestPoll;
    }

    @Override
    public void start(PartitionListener listener) {
        positions.start(listener);
        subscription.subscribe(consumer, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                positions.assigned(partitions);
                listener.assigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                listener.revoked(partitions);
                finishCommits();
                positions.released(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                listener.lost(partitions);
                positions.released(partitions);
            }
        });
    }

    /** Waits for the commits under way: once a partition is released, none of this member may still arrive. */
    private void finishCommits() {
        if (commits.areUnderWay()) {
            try {
                consumer.commitSync(Map.of(), CALL_TIMEOUT);
            } catch (KafkaException e) {
                commits.ended(e); // the broker refuses what arrives after the next generation began
            }
        }
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        commits.throwRefusal();
        var records = poll(longest);
        positions.tell(intake);
        for (TopicPartition partition : records.partitions()) {
            intake.partition(partition);
            intake.records(new PolledRecords(records.records(partition)));
        }
        // Aborted transactions move a position without any record.
        records.nextOffsets().forEach((partition, next) -> {
            intake.partition(partition);
            intake.position(next.offset());
        });
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        try {
            positions.checkTopics();
            return consumer.poll(longest);
        } catch (InvalidOffsetException e) {
            resolve(e);
        } catch (InterruptException e) {
            // the thread stays interrupted: whoever runs the loop ends it
        } catch (FencedInstanceIdException e) {
            positions.giveUp();
            throw ClientRefusal.of(e);
        } catch (RetriableException e) {
            commits.brokerIsAway(e);
        } catch (KafkaException e) {
            throw ClientRefusal.of(e);
        }
        return ConsumerRecords.empty();
    }

    private void resolve(InvalidOffsetException invalid) {
        try {
            positions.resolve(invalid);
        } catch (RetriableException e) {
            commits.brokerIsAway(e); // the next poll finds the same position invalid
        } catch (KafkaException e) {
            throw ClientRefusal.of(e);
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
    public int largestPoll() {
        return largestPoll;
    }

    @Override
    public Map<TopicPartition, Progress> committed(Collection<TopicPartition> partitions) {
        var committed = new HashMap<TopicPartition, Progress>();
        consumer.committed(Set.copyOf(partitions), CALL_TIMEOUT).forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, new Progress(offset.offset(), offset.metadata()));
            }
        });
        return committed;
    }

    @Override
    public void commit(Map<TopicPartition, Progress> toKeep, CommitListener done) {
        commits.begun();
        try {
            consumer.commitAsync(offsets(toKeep), (offsets, problem) -> {
                ended(toKeep, problem);
                done.committed(problem);
            });
        } catch (KafkaException e) {
            ended(toKeep, e);
            done.committed(e);
        }
    }

    private void ended(Map<TopicPartition, Progress> kept, @Nullable Exception problem) {
        commits.returned(problem);
        if (problem == null) {
            kept.forEach((partition, progress) -> positions.committed(partition, progress.position()));
        }
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> toKeep) {
        try {
            consumer.commitSync(offsets(toKeep), CALL_TIMEOUT);
            toKeep.forEach((partition, progress) -> positions.committed(partition, progress.position()));
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(e);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, Progress> progress) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        progress.forEach((partition, p) -> offsets.put(partition, new OffsetAndMetadata(p.position(), p.metadata())));
        return offsets;
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        try {
            return consumer.endOffsets(partitions, CALL_TIMEOUT);
        } catch (RetriableException e) {
            commits.brokerIsAway(e);
            return Map.of();
        }
    }

    @Override
    public OptionalLong knownEnd(TopicPartition partition) {
        var lag = consumer.currentLag(partition);
        return lag.isPresent() ? OptionalLong.of(position(partition) + lag.getAsLong()) : lag;
    }

    @Override
    public long lostRecords() {
        return positions.lostRecords();
    }

    @Override
    public long position(TopicPartition partition) {
        try {
            return consumer.position(partition, CALL_TIMEOUT);
        } catch (InvalidOffsetException | RetriableException e) {
            return UNKNOWN; // the next poll deals with it
        }
    }

    @Override
    public void close() {
        positions.close();
        try {
            consumer.close(CloseOptions.timeout(CALL_TIMEOUT));
        } catch (KafkaException e) {
            log.atDebug().addKeyValue("error", e.toString()).log("the consumer did not close in good order");
        }
    }
}
