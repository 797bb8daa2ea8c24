package dev.waybill.files.moving;

import static java.time.Duration.ofSeconds;

import dev.waybill.failure.DeliveryException;
import dev.waybill.files.assembly.Reassembler;
import dev.waybill.files.assembly.ReceivedChunk;
import dev.waybill.record.KafkaRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back what another process had staged of partitions that are read here now. Until that is done, no chunk is taken, and
 * what the other process said stays in the commits. Thread-safe.
 */
final class Restoring {
    private static final Logger log = LoggerFactory.getLogger(Restoring.class);

    private final Map<TopicPartition, Carried> pending = new ConcurrentHashMap<>();
    private final Reassembler reassembler;
    private final StretchReader reader;
    private final Executor executor;
    private final Pause pause;

    /** @param executor runs one after the other; may be held for long */
    Restoring(Reassembler reassembler, StretchReader reader, Executor executor, Pause pause) {
        this.reassembler = reassembler;
        this.reader = reader;
        this.executor = executor;
        this.pause = pause;
    }

    /** Waits a little before the topic is asked again. */
    @FunctionalInterface
    interface Pause {
        void await(Duration duration) throws InterruptedException;
    }

    void start(TopicPartition partition, Carried carried) {
        pending.put(partition, carried);
        reassembler.holdBack();
        executor.execute(() -> {
            try {
                restore(partition, carried);
            } finally {
                reassembler.letIn();
            }
        });
    }

    private void restore(TopicPartition partition, Carried carried) {
        while (carried.equals(pending.get(partition))) {
            try {
                readBack(partition, carried);
                pending.remove(partition, carried);
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("partition", partition)
                        .addKeyValue("error", String.valueOf(e.getMessage()))
                        .log("chunks that another process staged cannot be read back; tried again");
                if (!waited()) {
                    return;
                }
            }
        }
    }

    private boolean waited() {
        try {
            pause.await(ofSeconds(1));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void readBack(TopicPartition partition, Carried carried) {
        reassembler.dropStaged(partition.topic(), partition.partition(), carried::isMeant);
        var taken = new ArrayList<CompletionStage<?>>();
        reader.read(
                partition,
                carried.stretch(),
                record -> chunk(record)
                        .filter(chunk -> carried.isMeant(chunk.identity()))
                        .ifPresent(chunk -> taken.add(reassembler.takeBack(chunk))));
        reassembler.toDisk();
        await(taken);
        log.atInfo()
                .addKeyValue("partition", partition)
                .addKeyValue("chunks", taken.size())
                .log("read back what another process had staged");
    }

    private static void await(List<CompletionStage<?>> taken) {
        taken.forEach(one -> one.toCompletableFuture().join());
    }

    /** What cannot be taken was parked by whoever settled it. */
    private static Optional<ReceivedChunk> chunk(KafkaRecord record) {
        try {
            return Optional.of(ReceivedChunk.of(record));
        } catch (DeliveryException e) {
            return Optional.empty();
        }
    }

    /** What the process before us said of the partition, as long as that is not read back. */
    Optional<Carried> pending(TopicPartition partition) {
        return Optional.ofNullable(pending.get(partition));
    }

    /** The partition is not read here any more. */
    void giveUp(TopicPartition partition) {
        pending.remove(partition);
    }
}
