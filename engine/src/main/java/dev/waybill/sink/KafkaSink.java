package dev.waybill.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pipeline.Sink;
import dev.waybill.trace.CurrentAttempt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes each value to a Kafka topic, and has delivered it once every replica in sync has it.
 *
 * <pre>{@code
 * try (var invoices = KafkaSink.topic("invoices").servers("localhost:9092").passing()) {
 *     Pipeline.from(source).to(invoices).run();
 * }
 * }</pre>
 *
 * <p>A record that is larger than {@code max.request.size} of the client, or than {@code max.message.bytes} of the topic, is
 * parked at once. The topic's limit is asked for when the sink is opened. Where records are compressed it decides only once
 * they are, and a record that a broker then refuses may hold up its partition for {@code delivery.timeout.ms}.
 *
 * <p>Thread-safe. Whoever opens it closes it, after the pipeline has ended.
 *
 * @param <T> what is delivered
 */
public final class KafkaSink<T> implements Sink<T>, AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final String topic;
    private final Function<? super T, Outgoing> form;
    private final Producer<byte[], byte[]> producer;
    private final Contact contact;
    private final Optional<TopicLimit> limit;

    KafkaSink(
            String topic,
            Function<? super T, Outgoing> form,
            Producer<byte[], byte[]> producer,
            Contact contact,
            Optional<TopicLimit> limit) {
        this.topic = topic;
        this.form = form;
        this.producer = producer;
        this.contact = contact;
        this.limit = limit;
    }

    /** A sink that writes to {@code topic}, which must exist. */
    public static KafkaSinkBuilder topic(String topic) {
        return KafkaSinkBuilder.topic(topic);
    }

    @Override
    public CompletionStage<?> deliver(T value) {
        var outgoing = form.apply(value);
        var lost = contact.lostLately();
        if (lost != null) {
            return failedStage(lost);
        }
        ProducerRecord<byte[], byte[]> record;
        try {
            record =
                    outgoing.forTopic(topic, () -> producer.partitionsFor(topic).size());
        } catch (RuntimeException e) {
            return failedStage(notPlaced(e));
        }
        var refused = limit.flatMap(known -> known.refuses(record));
        if (refused.isPresent()) {
            return failedStage(SendFailure.notTaken(topic, refused.get()));
        }
        CurrentAttempt.handOn((name, header) -> replace(record.headers(), name, header));
        var sending = new Sending();
        try {
            var unused = producer.send(record, sending::answered);
        } catch (RuntimeException e) {
            return failedStage(SendFailure.of(topic, e));
        }
        sending.accepted();
        return sending.result;
    }

    /** A record that is passed on as it came may have those of whoever wrote it first. */
    private static void replace(Headers headers, String name, String header) {
        headers.remove(name).add(name, header.getBytes(US_ASCII));
    }

    private DeliveryException notPlaced(RuntimeException thrown) {
        DeliveryException failure = SendFailure.of(topic, thrown);
        if (thrown instanceof TimeoutException) {
            contact.lost(failure); // the caller stood still for it
        }
        return failure;
    }

    /** Sends what the client still gathers, and waits until all of it was confirmed or refused. */
    public void flush() {
        producer.flush();
    }

    /** Waits a little for what is under way, and frees the connections. */
    @Override
    public void close() {
        producer.close(LONGEST_CLOSE);
    }

    /** One record on its way. The client answers on a thread of its own, or on the caller's before {@code send} returns. */
    private final class Sending {
        final CompletableFuture<RecordMetadata> result = new CompletableFuture<>();
        private volatile boolean isAccepted;

        void accepted() {
            isAccepted = true;
        }

        void answered(RecordMetadata at, @Nullable Exception thrown) {
            if (thrown == null) {
                result.complete(at);
                return;
            }
            DeliveryException failure = SendFailure.of(topic, thrown);
            if (!isAccepted && thrown instanceof TimeoutException) {
                contact.lost(failure); // the caller stood still for it
            }
            result.completeExceptionally(failure);
        }
    }
}
