package dev.waybill.topic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates topics for those who write to them at once. Thread-safe.
 *
 * <p>A broker may refuse the first batch to a topic of which it has only just heard, and take the second: then an idempotent
 * producer repeats the first in vain until its delivery timeout ends (KAFKA-15591). So a topic counts as created once the
 * leader of each partition answers for it.
 */
public final class TopicCreation {
    private static final int MOST_LOOKS = 200;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private TopicCreation() {}

    /**
     * Creates {@code topic} unless it exists, and returns once all of it can be written to.
     *
     * @return whether it was created now
     * @throws ExecutionException with Kafka's exception as its cause, if it was refused, or the brokers did not answer
     */
    public static boolean create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        var creation = admin.createTopics(List.of(topic));
        try {
            creation.all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
        try {
            awaitLeaders(
                    admin, topic.name(), creation.numPartitions(topic.name()).get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) { // who may create need not be allowed to look
                throw e;
            }
        }
        return true;
    }

    private static void awaitLeaders(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        var ends = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        for (int look = 1; ; look++) {
            try {
                var unused = admin.listOffsets(ends).all().get(); // the client itself waits for a leader that is known
                return;
            } catch (ExecutionException e) {
                if (look == MOST_LOOKS || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
