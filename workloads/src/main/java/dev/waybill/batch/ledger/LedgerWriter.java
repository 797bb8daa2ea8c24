package dev.waybill.batch.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.ledger.Entry.GoneEntry;
import dev.waybill.failure.DeliveryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes entries, and returns when every replica has them. Thread-safe. */
public final class LedgerWriter implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final KafkaProducer<byte[], byte[]> producer;

    private LedgerWriter(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Connects.
     *
     * @param kafka client properties
     */
    public static LedgerWriter connect(Map<String, String> kafka) {
        var properties = new HashMap<String, Object>(kafka);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("linger.ms", "0");
        properties.put("max.block.ms", (int) LONGEST.toMillis());
        properties.put("request.timeout.ms", (int) LONGEST.toMillis() / 3);
        properties.put("delivery.timeout.ms", (int) LONGEST.toMillis());
        return new LedgerWriter(new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /**
     * Returns when it is written for good.
     *
     * @throws DeliveryException if it may not be; then it may still come to be
     */
    public void write(Entry entry) {
        send(entry.key(), EntryCodec.write(entry));
    }

    /** Takes back all that was said under the key of a model. */
    public void removeModel(String id) {
        send(LedgerKey.MODEL.of(id), null);
    }

    /**
     * Lets a job that is over be known no more. What is left of it is a short entry, so that its id is never another job's:
     * ClickHouse would take the rows of that one for its own.
     */
    public void forget(JobStatus job, long atMs) {
        write(new GoneEntry(job.id(), atMs)); // first: whoever reads on from here passes over all that is left
        for (LedgerKey kind : List.of(LedgerKey.JOB, LedgerKey.BEGUN, LedgerKey.CANCEL, LedgerKey.REMOVED)) {
            send(kind.of(job.id()), null);
        }
        for (int block = 0; block < job.blocks().done(); block++) {
            send(LedgerKey.BLOCK.of(job.id() + "/" + block), null);
        }
    }

    /** Takes back a cancel that came too late. */
    public void removeCancel(String job) {
        send(LedgerKey.CANCEL.of(job), null);
    }

    private void send(String key, byte @Nullable [] value) {
        String what = "entry " + key + " of the ledger";
        try {
            producer.send(new ProducerRecord<>(LedgerTopic.NAME, 0, key.getBytes(UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw failed(what, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw failed(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.retriable(what + ": interrupted", e);
        }
    }

    private static DeliveryException failed(String what, Throwable cause) {
        String text = what + " is not confirmed: " + cause.getMessage();
        boolean isRefused = cause instanceof AuthenticationException || cause instanceof AuthorizationException;
        return isRefused ? DeliveryException.misconfigured(text) : DeliveryException.unavailable(text, cause);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
