package dev.waybill.source;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.waybill.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Tells a topic from another one that got its name. A consumer does not: it goes on in the new one at the old offset.
 *
 * <p>Confined to the thread of its source. What the broker does not tell is unknown, and changes nothing.
 */
final class TopicIds implements AutoCloseable {
    private static final Duration LOOK_EVERY = ofSeconds(5);
    private static final Duration LONGEST_ANSWER = ofSeconds(5);

    private final Supplier<Admin> connect;
    private final Time time;
    private final Set<String> watched = new HashSet<>();
    private final Map<String, Uuid> known = new HashMap<>();
    private final Map<String, KafkaFuture<TopicDescription>> asked = new HashMap<>();
    private @Nullable Admin admin;
    private long lookedNanos;

    TopicIds(Supplier<Admin> connect, Time time) {
        this.connect = connect;
        this.time = time;
    }

    /** Keeps an eye on {@code topic} from now on. */
    void watch(String topic) {
        if (watched.add(topic)) {
            ask(List.of(topic));
        }
    }

    /** The watched topics that were found to be others than before; each is told once. Does not wait. */
    Set<String> changed() {
        var changed = new HashSet<String>();
        for (var topic : List.copyOf(asked.keySet())) {
            var answer = asked.get(topic);
            if (answer != null && answer.isDone()) {
                asked.remove(topic);
                answered(answer).filter(now -> isOther(topic, now)).ifPresent(now -> changed.add(topic));
            }
        }
        if (asked.isEmpty() && !watched.isEmpty() && time.hasPassed(lookedNanos, LOOK_EVERY)) {
            ask(watched);
        }
        return changed;
    }

    /** Whether {@code topic} is another than before, as far as that is known. Waits for the broker's answer. */
    Optional<Boolean> isOther(String topic) {
        ask(List.of(topic));
        var answer = asked.remove(topic);
        if (answer == null || !known.containsKey(topic)) {
            return Optional.empty();
        }
        return answered(answer).map(now -> isOther(topic, now));
    }

    private static Optional<TopicDescription> answered(KafkaFuture<TopicDescription> answer) {
        try {
            return Optional.of(answer.get(LONGEST_ANSWER.toNanos(), NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private boolean isOther(String topic, TopicDescription now) {
        Uuid before = known.put(topic, now.topicId());
        return before != null && !before.equals(now.topicId());
    }

    private void ask(Iterable<String> topics) {
        lookedNanos = time.nanos();
        var names = new HashSet<String>();
        topics.forEach(names::add);
        try {
            if (admin == null) {
                admin = connect.get();
            }
            asked.putAll(admin.describeTopics(names).topicNameValues());
        } catch (KafkaException e) {
            asked.keySet().removeAll(names); // unknown, until the next look
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
