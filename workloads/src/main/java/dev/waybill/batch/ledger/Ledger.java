package dev.waybill.batch.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Outcome;
import dev.waybill.failure.DeliveryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's view of the ledger: reads the topic from its beginning, and goes on.
 *
 * <p>Thread-safe. A thread of its own owns the consumer; what it has read, and how far, is guarded by {@code book}. What is
 * asked is answered from memory: {@link #catchUp} first, where an answer must not be older than the question.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);
    private static final TopicPartition LOG = new TopicPartition(LedgerTopic.NAME, 0);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** On a connection of its own: the consumer's is taken while it waits for records. */
    private final Admin admin;

    private final LedgerBook book = new LedgerBook();
    private final Thread reader = new Thread(this::read, "batch-ledger");
    private long position;
    private boolean isAtItsEnd;
    private volatile boolean isClosed;

    private Ledger(KafkaConsumer<byte[], byte[]> consumer, Admin admin) {
        this.consumer = consumer;
        this.admin = admin;
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
        var ledger = new Ledger(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Admin.create(properties));
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
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            long end = admin.listOffsets(Map.of(LOG, OffsetSpec.latest()))
                    .partitionResult(LOG)
                    .get(longest.toMillis(), MILLISECONDS)
                    .offset();
            awaitPosition(end, deadline);
        } catch (TimeoutException | ExecutionException e) {
            throw gone(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone(e);
        }
    }

    private void awaitPosition(long end, long deadline) throws InterruptedException, TimeoutException {
        synchronized (book) {
            while (position < end) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || isAtItsEnd) {
                    throw new TimeoutException();
                }
                NANOSECONDS.timedWait(book, left);
            }
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

    /** Rows that other jobs have stored to mend those that this one rejected. */
    public long repairedOf(String id) {
        synchronized (book) {
            return book.repairedOf(id);
        }
    }

    /** Whether there was a job of that id, which is known no more. */
    public boolean isGone(String id) {
        synchronized (book) {
            return book.isGone(id);
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
                take(consumer.poll(POLL));
            }
        } catch (WakeupException e) {
            log.atDebug().log("the ledger is closed");
        } catch (KafkaException e) {
            log.atError()
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("the ledger cannot be read any more");
        } finally {
            synchronized (book) {
                isAtItsEnd = true;
                book.notifyAll();
            }
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
            var next = records.nextOffsets().get(LOG);
            if (next != null) {
                position = next.offset();
                book.notifyAll();
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
        consumer.wakeup();
        admin.close(Duration.ZERO);
        try {
            reader.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
