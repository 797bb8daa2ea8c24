package dev.waybill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.record.KafkaRecord;
import dev.waybill.source.CommitListener;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.RecordSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One partition, {@code orders-0}, that holds so many records with keys {@code key-N} and ten bytes each. */
public final class ListSource implements RecordSource {
    private static final TopicPartition ID = new TopicPartition("orders", 0);

    private final int records;
    private int handedOut = -1;
    private @Nullable PartitionListener listener;

    public ListSource(int records) {
        this.records = records;
    }

    @Override
    public void start(PartitionListener newListener) {
        listener = newListener;
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        if (handedOut < 0 && listener != null) {
            listener.assigned(List.of(ID));
            handedOut = 0;
        }
        intake.partition(ID);
        for (; handedOut < records; handedOut++) {
            byte[] key = ("key-" + handedOut).getBytes(UTF_8);
            intake.record(handedOut, KafkaRecord.of("orders", 0, handedOut, key, new byte[10 - key.length]));
        }
        intake.position(handedOut);
        LockSupport.parkNanos(Math.min(longest.toNanos(), 1_000_000));
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {}

    @Override
    public void resume(Collection<TopicPartition> partitions) {}

    @Override
    public void commit(Map<TopicPartition, Long> positions, CommitListener done) {
        done.committed(null);
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Long> positions) {
        return Optional.empty();
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return Map.of(ID, (long) records);
    }

    @Override
    public OptionalLong knownEnd(TopicPartition partition) {
        return OptionalLong.of(records);
    }

    @Override
    public long position(TopicPartition partition) {
        return handedOut;
    }

    @Override
    public void close() {}
}
