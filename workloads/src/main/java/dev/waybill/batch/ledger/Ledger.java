package dev.waybill.batch.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Outcome;
import dev.waybill.failure.DeliveryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's view of the ledger: reads the topic from its beginning, and goes on.
 *
 * <p>Thread-safe. A thread of its own owns the consumer; what it has read is guarded by {@code book}. What is asked is answered
 * from memory: {@link #catchUp} first, where an answer must not be older than the question.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final long LONGEST_CLOSE_MILLIS = 10_000;
    private static final TopicPartition LOG = new TopicPartition(LedgerTopic.NAME, 0);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LedgerBook book = new LedgerBook();
    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private final Thread reader = new Thread(this::read, "batch-ledger");
    private volatile boolean isClosed;
    private volatile @Nullable RuntimeException end;

    private Ledger(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Begins to read.
     *
     * @param kafka client properties
     */
    public static Ledger follow(Map<String, String> kafka) {
        var properties = new HashMap<String, Object>(kafka);
        properties.keySet().removeAll(List.of("group.id", "group.instance.id", "group.protocol"));
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", "false");
        properties.put("default.api.timeout.ms", (int) CALL.toMillis());
        var ledger =
                new Ledger(new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        ledger.reader.setDaemon(true);
        ledger.reader.start();
        return ledger;
    }

    /**
     * Returns when everything is in the view that was written before the call.
     *
     * @throws DeliveryException unavailable, if that takes longer than {@code longest}
     */
    public void catchUp(Duration longest) {
        var wish = new CompletableFuture<Void>();
        asked.add(wish);
        if (asked.size() == 1) {
            consumer.wakeup(); // with others before it, the reader is awake, and a further wakeup would only disturb it
        }
        try {
            if (end != null) {
                throw gone(end);
            }
            wish.get(longest.toMillis(), MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            asked.remove(wish);
            throw gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone(e);
        }
    }

    private static DeliveryException gone(Throwable cause) {
        return DeliveryException.unavailable(
                "topic " + LedgerTopic.NAME + " cannot be read to its end now: "
                        + cause.getClass().getSimpleName(),
                cause);
    }

    public List<ModelEntry> models() {
        synchronized (book) {
            return book.models();
        }
    }

    public Optional<ModelEntry> model(String id) {
        synchronized (book) {
            return book.model(id);
        }
    }

    /** All jobs, oldest first. */
    public List<JobStatus> jobs() {
        synchronized (book) {
            return book.jobs();
        }
    }

    public Optional<JobStatus> job(String id) {
        synchronized (book) {
            return book.job(id);
        }
    }

    /** What became of a block; empty while that is not known. */
    public Optional<Outcome> outcome(String job, int index) {
        synchronized (book) {
            return book.outcome(job, index);
        }
    }

    private void read() {
        try (consumer) {
            consumer.assign(List.of(LOG));
            consumer.seekToBeginning(List.of(LOG));
            while (!isClosed) {
                turn();
            }
        } catch (KafkaException e) {
            end = e;
            log.atError()
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("the ledger cannot be read any more");
        } finally {
            asked.forEach(wish -> wish.completeExceptionally(new IllegalStateException("closed")));
        }
    }

    private void turn() {
        try {
            take(consumer.poll(asked.isEmpty() ? POLL : Duration.ZERO));
        } catch (WakeupException e) {
            // somebody asks, or it is to end
        }
        try {
            answer();
        } catch (RetriableException e) {
            log.atWarn()
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("the end of the ledger is not known now; asked again");
        } catch (WakeupException e) {
            // the next turn answers both
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        synchronized (book) {
            for (var record : records) {
                if (record.key() == null || !book.add(new String(record.key(), UTF_8), record.value())) {
                    log.atWarn()
                            .addKeyValue("offset", record.offset())
                            .log("an entry of the ledger is not understood; left out");
                }
            }
        }
    }

    private void answer() {
        if (asked.isEmpty()) {
            return;
        }
        var wishes = List.copyOf(asked); // asked before the end is: what they want is before it
        Long last = consumer.endOffsets(List.of(LOG)).get(LOG);
        while (!isClosed && last != null && consumer.position(LOG) < last) {
            take(consumer.poll(POLL));
        }
        wishes.forEach(wish -> {
            asked.remove(wish);
            wish.complete(null);
        });
    }

    @Override
    public void close() {
        isClosed = true;
        consumer.wakeup();
        try {
            reader.join(LONGEST_CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
