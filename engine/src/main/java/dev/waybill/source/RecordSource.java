package dev.waybill.source;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Where records come from, and where progress is kept. One thread uses a source, and every callback runs on that thread,
 * inside {@link #poll} or {@link #close}.
 */
public interface RecordSource extends AutoCloseable {
    /** Starts reading; {@code listener} hears of every change of the partitions that are read. */
    void start(PartitionListener listener);

    /** Hands what has arrived to {@code intake}; waits up to {@code longest} if nothing has. */
    void poll(Duration longest, Intake intake);

    /** Stops handing out records of these partitions until {@link #resume}; {@link #poll} must still be called. */
    void pause(Collection<TopicPartition> partitions);

    void resume(Collection<TopicPartition> partitions);

    /** The most records that one {@link #poll} hands out. */
    int largestPoll();

    /** What was kept last for those of these partitions for which anything was. */
    Map<TopicPartition, Progress> committed(Collection<TopicPartition> partitions);

    /**
     * Starts keeping this progress; {@code done} hears how it went, in a later {@link #poll}: with {@link
     * org.apache.kafka.common.errors.OffsetMetadataTooLarge} if the metadata was too long.
     */
    void commit(Map<TopicPartition, Progress> progress, CommitListener done);

    /** Keeps this progress before it returns. Returns what went wrong, if anything did, as {@link #commit} tells it. */
    Optional<Exception> commitNow(Map<TopicPartition, Progress> progress);

    /** Where the log of each partition ends now: the offset that its next record will get. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions);

    /** Where the log of {@code partition} ends, as far as that is known without asking for it. */
    default OptionalLong knownEnd(TopicPartition partition) {
        return OptionalLong.empty();
    }

    /** The next offset that would be handed out. */
    long position(TopicPartition partition);

    /** How many records the log has lost, as far as it tells, before they were read here. */
    default long lostRecords() {
        return 0;
    }

    @Override
    void close();
}
