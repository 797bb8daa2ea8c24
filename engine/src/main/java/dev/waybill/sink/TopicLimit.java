package dev.waybill.sink;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.waybill.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The largest batch that a topic takes, as its brokers say.
 *
 * <p>The client must be given no more than that. It splits a batch that a broker found too large by its own
 * {@code batch.size}; where the parts are the same batch again, it goes on so until {@code delivery.timeout.ms} is over, and
 * nothing else is written to that partition meanwhile.
 *
 * <p>Thread-safe: the last answer is one reference.
 */
final class TopicLimit {
    private static final Logger log = LoggerFactory.getLogger(TopicLimit.class);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(2);
    private static final Duration ANSWER_HOLDS = Duration.ofSeconds(10);

    /** What a batch has beside the bytes of its only record, at least. */
    private static final int LEAST_OVERHEAD = 70;

    /** A record below this is not asked for again while the limit is not known. */
    private static final int UNSUSPICIOUS = 16_384;

    private record Answer(OptionalInt bytes, long atNanos) {}

    private final String topic;
    private final Map<String, Object> client;
    private final Time time;
    private volatile Answer last;

    private TopicLimit(String topic, Map<String, Object> client, Time time) {
        this.topic = topic;
        this.client = client;
        this.time = time;
        this.last = asked();
    }

    /** Asks for the limit of {@code topic}; waits 2 s for it at most. */
    static TopicLimit ask(String topic, Map<String, Object> client, Time time) {
        return new TopicLimit(topic, client, time);
    }

    /** The limit; absent where no broker answered, or would not say. */
    OptionalInt bytes() {
        return last.bytes();
    }

    /**
     * Why the topic certainly does not take {@code record} as it is; empty where it may. A limit that is passed may have been
     * raised since: it is asked for again, once in 10 s.
     */
    Optional<String> refuses(ProducerRecord<byte[], byte[]> record) {
        int bytes = leastBytes(record);
        if (bytes > last.bytes().orElse(UNSUSPICIOUS) && time.hasPassed(last.atNanos(), ANSWER_HOLDS)) {
            last = asked();
        }
        int limit = last.bytes().orElse(Integer.MAX_VALUE);
        return bytes <= limit
                ? Optional.empty()
                : Optional.of("it needs " + bytes + " bytes or more, and the topic's "
                        + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + " is " + limit);
    }

    private static int leastBytes(ProducerRecord<byte[], byte[]> record) {
        long bytes = LEAST_OVERHEAD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private Answer asked() {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var admin = Admin.create(forAdmin());
        try {
            var settings = requireNonNull(
                            admin.describeConfigs(List.of(resource)).values().get(resource))
                    .get(LONGEST_QUESTION.toMillis(), MILLISECONDS);
            String limit = settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
            return new Answer(OptionalInt.of(Integer.parseInt(limit)), time.nanos());
        } catch (ExecutionException | TimeoutException e) {
            log.atDebug().addKeyValue("topic", topic).setCause(e).log("the limit of the topic is not known");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admin.close(Duration.ZERO);
        }
        return new Answer(OptionalInt.empty(), time.nanos());
    }

    private Map<String, Object> forAdmin() {
        var properties = new HashMap<>(client);
        properties.keySet().retainAll(AdminClientConfig.configNames());
        int longest = (int) LONGEST_QUESTION.toMillis();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, longest);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, longest);
        return properties;
    }
}
