package dev.waybill.failure.topic;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.Reservation;
import dev.waybill.failure.StoreReservedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The only place in a consumer group that has the name of the failure topic: the one partition of its marks. Who has it
 * replays. The brokers keep it while heartbeats come, which needs no poll, and free it when none came for 10 s.
 *
 * <p>Closed by the thread that took it.
 */
final class ReplayPlace implements Reservation {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    private static final int MOST_POLLS = 75;

    private final KafkaConsumer<byte[], byte[]> member;

    private ReplayPlace(KafkaConsumer<byte[], byte[]> member) {
        this.member = member;
    }

    static ReplayPlace take(KafkaAccess access, FailureTopic topic) throws IOException {
        String group = topic.name();
        var others = members(access, group);
        if (!others.isEmpty()) {
            throw new StoreReservedException(group, named(others));
        }
        var member = access.member(group);
        try {
            member.subscribe(List.of(topic.marks()));
            for (int i = 0; member.assignment().isEmpty(); i++) {
                if (i == MOST_POLLS) { // others joined at the same moment, and one of them has it
                    throw new StoreReservedException(group, named(members(access, group)));
                }
                var unused = member.poll(POLL);
            }
            return new ReplayPlace(member);
        } catch (KafkaException e) {
            leave(member);
            throw KafkaAccess.refused(e, "consumer group " + group);
        } catch (IOException | RuntimeException e) {
            leave(member);
            throw e;
        }
    }

    private static Collection<MemberDescription> members(KafkaAccess access, String group) throws IOException {
        try (var admin = access.admin()) {
            var answer = admin.describeConsumerGroups(List.of(group)).describedGroups();
            return KafkaAccess.await(requireNonNull(answer.get(group)), "consumer group " + group)
                    .members();
        } catch (IOException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    private static String named(Collection<MemberDescription> members) {
        return members.stream()
                .map(member -> member.clientId() + " at " + member.host().replace("/", ""))
                .collect(Collectors.joining(", "));
    }

    private static void leave(KafkaConsumer<byte[], byte[]> member) {
        member.close(CloseOptions.timeout(LONGEST_CLOSE));
    }

    @Override
    public void close() {
        leave(member);
    }
}
