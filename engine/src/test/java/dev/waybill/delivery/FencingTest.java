package dev.waybill.delivery;

import static dev.waybill.delivery.MemorySource.partition;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.record.KafkaRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back for a partition that has gone counts for nothing, and nothing is committed for it. */
class FencingTest extends LoopFixture {
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 200;

    private record Delivery(KafkaRecord record, int assignment, CompletableFuture<Object> answer) {}

    private final List<Delivery> open = new ArrayList<>();
    private final Map<Integer, Set<Long>> arrived = new HashMap<>();
    private final int[] assignments = new int[PARTITIONS];
    private final boolean[] assigned = new boolean[PARTITIONS];
    private long expectedLate;

    private CompletionStage<?> deliver(Object value) {
        var record = (KafkaRecord) value;
        var answer = new CompletableFuture<Object>();
        open.add(new Delivery(record, assignments[record.partition()], answer));
        return answer;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noCommitIsSentForAPartitionThatWasReleased(long seed) {
        var random = new Random(seed);
        limits = limits.withInFlight(20).withDrain(ofMillis(2));
        source.perPoll = 7;
        for (int offset = 0; offset < RECORDS; offset++) {
            for (int p = 0; p < PARTITIONS; p++) {
                source.put(p, offset, "key" + offset % 5);
            }
        }
        var plan = new DeliveryPlan(
                "test", List.of(new Stage.Later(this::deliver)), Ordering.none(), retry, limits, this::park, false);
        var loop = new DeliveryLoop(plan, source, new Surroundings(time, random, Runnable::run, Runnable::run));
        loop.start();
        time.advanceWithEveryLook(ofMillis(1));

        for (int step = 0; step < 150; step++) {
            answerSome(random);
            int released = change(random);
            time.advance(ofMillis(random.nextInt(300)));
            loop.tick();
            loop.tick();
            if (released >= 0) {
                assignments[released]++;
            }
        }

        assertThat(source.unowned).as("seed %d", seed).isEmpty();
        assertThat(loop.stats().late())
                .as("seed %d", seed)
                .isEqualTo(expectedLate)
                .isPositive();
        committedOnlyGrewAndNeverPassedWhatArrived(seed);
    }

    /** Assigns or releases a partition now and then. Returns the one that is released, or -1. */
    private int change(Random random) {
        int p = random.nextInt(PARTITIONS);
        if (random.nextInt(5) > 0) {
            return -1;
        }
        if (!assigned[p]) {
            source.assign(p);
        } else if (random.nextBoolean()) {
            source.revoke(p);
        } else {
            source.lose(p);
        }
        assigned[p] = !assigned[p];
        return assigned[p] ? -1 : p;
    }

    private void answerSome(Random random) {
        for (int i = random.nextInt(open.size() + 1); i > 0; i--) {
            var next = open.remove(random.nextInt(open.size()));
            int p = next.record.partition();
            arrived.computeIfAbsent(p, n -> new HashSet<>()).add(next.record.offset());
            next.answer.complete("done");
            if (next.assignment != assignments[p]) {
                expectedLate++;
            }
        }
    }

    private void committedOnlyGrewAndNeverPassedWhatArrived(long seed) {
        var last = new HashMap<TopicPartition, Long>();
        for (var commit : source.commits) {
            commit.forEach((id, position) -> {
                assertThat(position).as("seed %d: %s", seed, id).isGreaterThanOrEqualTo(last.getOrDefault(id, 0L));
                last.put(id, position);
            });
        }
        assertThat(last).isNotEmpty();
        last.forEach((id, position) -> {
            for (long offset = 0; offset < position; offset++) {
                assertThat(arrived.get(id.partition()))
                        .as("seed %d: %s", seed, id)
                        .contains(offset);
            }
        });
    }

    @Test
    void aLastCommitThatTheBrokerCannotTakeYetIsTriedAgain() {
        var loop = reading(0);
        sink.succeed(0, 0);
        source.failingCommits = 2;
        loop.stop();

        runToEnd(loop);

        assertThat(source.committed).isEqualTo(Map.of(partition(0), 1L));
    }

    @Test
    void aLastCommitIsNotTriedForEver() {
        limits = limits.withDrain(ofMillis(50));
        var loop = reading(0);
        sink.succeed(0, 0);
        source.failingCommits = Integer.MAX_VALUE;
        loop.stop();
        time.advanceWithEveryLook(ofMillis(10));

        runToEnd(loop);

        assertThat(source.committed).isEmpty();
    }
}
