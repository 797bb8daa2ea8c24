package dev.waybill.failure.topic;

import dev.waybill.failure.DeliveryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients of one cluster, and what their exceptions mean here. Immutable. */
final class KafkaAccess {
    private static final int SESSION_MILLIS = 10_000;

    private final Map<String, Object> properties;

    /** {@code properties} say where the cluster is and who signs in. */
    KafkaAccess(Map<String, ?> properties) {
        this.properties = Map.copyOf(properties);
    }

    Admin admin() {
        return Admin.create(merged(Map.of("request.timeout.ms", 5_000, "default.api.timeout.ms", 10_000), Map.of()));
    }

    KafkaProducer<byte[], byte[]> producer(int largestRequest) {
        var unlessSaid = Map.<String, Object>of(
                "max.block.ms", 10_000, "request.timeout.ms", 5_000, "delivery.timeout.ms", 15_000, "linger.ms", 0);
        var always = Map.<String, Object>of(
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.request.size",
                largestRequest,
                "buffer.memory",
                Math.max(32L << 20, 2L * largestRequest));
        return new KafkaProducer<>(merged(unlessSaid, always), new ByteArraySerializer(), new ByteArraySerializer());
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        var always = Map.<String, Object>of(
                "enable.auto.commit", false, "auto.offset.reset", "earliest", "allow.auto.create.topics", false);
        return new KafkaConsumer<>(
                merged(Map.of("default.api.timeout.ms", 10_000, "fetch.max.wait.ms", 50), always),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** A consumer that joins {@code group}, and then need not poll to stay in it. */
    KafkaConsumer<byte[], byte[]> member(String group) {
        var always = Map.<String, Object>of(
                "group.id",
                group,
                "group.protocol",
                "classic", // whose members may be silent while somebody else joins
                "partition.assignment.strategy",
                RangeAssignor.class.getName(),
                "session.timeout.ms",
                SESSION_MILLIS,
                "heartbeat.interval.ms",
                SESSION_MILLIS / 4,
                "max.poll.interval.ms",
                Integer.MAX_VALUE,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false);
        var all = merged(Map.of("default.api.timeout.ms", 10_000), always);
        all.keySet().removeAll(Set.of("group.instance.id", "group.remote.assignor"));
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> merged(Map<String, Object> unlessSaid, Map<String, Object> always) {
        var all = new HashMap<>(unlessSaid);
        all.putAll(properties);
        all.putAll(always);
        return all;
    }

    /** Something that waits for the cluster. */
    @FunctionalInterface
    interface Question<T> {
        T answer() throws ExecutionException, InterruptedException;
    }

    /** The answer, once it is there. */
    static <T> T await(Future<T> answer, String what) throws IOException {
        return ask(answer::get, what);
    }

    /** The same, whatever waits. */
    static <T> T ask(Question<T> question, String what) throws IOException {
        try {
            return question.answer();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw refused(cause, what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(what + ": interrupted").initCause(e);
        }
    }

    /** What {@code cause} means: throws where an operator is needed, else returns what may pass by itself. */
    static IOException refused(Throwable cause, String what) {
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            throw DeliveryException.misconfigured(what + ": the Kafka broker refused: " + cause.getMessage()
                    + "; grant access, or keep failures in files");
        }
        if (cause instanceof KafkaException || cause instanceof IOException) {
            return new IOException(what + ": " + cause.getMessage(), cause);
        }
        throw new IllegalStateException(what, cause);
    }
}
