package dev.waybill.failure.topic;

import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Parked records on a topic of their own: key, value and headers as they came, in the partition they came from, and the
 * cause in headers that begin with {@code waybill-failed-}. A value that is too large for the topic goes to a file instead;
 * the record then carries its SHA-256.
 *
 * <p>One thread at a time uses a store.
 */
public final class TopicFailureStore implements FailureStore, AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final FailureTopic topic;
    private final int partitions;
    private final Producer<byte[], byte[]> producer;
    private final Claims claims;

    /** Those of a lot that were acknowledged while others were not: the lot comes again. */
    private final Set<String> acknowledged = new HashSet<>();

    private TopicFailureStore(FailureTopic topic, int partitions, Producer<byte[], byte[]> producer, Claims claims) {
        this.topic = topic;
        this.partitions = partitions;
        this.producer = producer;
        this.claims = claims;
    }

    /**
     * Connects, and creates the topic if it is missing: with the partitions of its source, kept for ever.
     *
     * @param properties say where the Kafka cluster is and who signs in
     * @param claims the folder for values that are too large; share it, if several machines replay
     * @throws IOException if the cluster does not answer
     * @throws dev.waybill.failure.DeliveryException if the topic would not keep what it is given, or access is refused
     */
    public static TopicFailureStore connect(Map<String, ?> properties, FailureTopic topic, Path claims)
            throws IOException {
        var access = new KafkaAccess(properties);
        try (var admin = access.admin()) {
            var shape = new FailureTopicSetup(admin, topic).ensure();
            return new TopicFailureStore(
                    topic, shape.partitions(), access.producer(shape.mostBytes()), new Claims(claims));
        }
    }

    @Override
    public void park(List<ParkedRecord> records) throws IOException {
        var sent = new LinkedHashMap<ParkedRecord, Future<RecordMetadata>>();
        for (ParkedRecord parked : records) {
            if (!acknowledged.contains(nameOf(parked))) {
                sent.put(parked, send(parked, parked.record().value(), null));
            }
        }
        IOException problem = null;
        for (var entry : sent.entrySet()) {
            try {
                confirm(entry.getKey(), entry.getValue());
                acknowledged.add(nameOf(entry.getKey()));
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
        acknowledged.clear();
    }

    private static String nameOf(ParkedRecord parked) {
        return parked.record().position() + "#" + parked.record().attempt();
    }

    private Future<RecordMetadata> send(ParkedRecord parked, byte @Nullable [] value, @Nullable String claim) {
        KafkaRecord record = parked.record();
        var headers = FailureHeaders.toKafka(FailureHeaders.write(parked, topic.group(), claim));
        int partition = Math.floorMod(record.partition(), partitions);
        try {
            return producer.send(new ProducerRecord<>(topic.name(), partition, null, record.key(), value, headers));
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Waits for the broker's word; what it finds too large is parked with a claim. */
    private void confirm(ParkedRecord parked, Future<RecordMetadata> sent) throws IOException {
        String what = parked.record() + " is not parked in " + topic.name();
        byte[] value = parked.record().value();
        try {
            sent.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (!(cause instanceof RecordTooLargeException) || value == null) {
                throw KafkaAccess.refused(cause, what);
            }
            String claim = claims.keep(value);
            KafkaAccess.await(send(parked, null, claim), what + ", even with its value in a file");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(what + ": interrupted").initCause(e);
        }
    }

    @Override
    public void close() {
        producer.close(LONGEST_CLOSE);
    }
}
