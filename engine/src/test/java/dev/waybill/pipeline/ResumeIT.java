package dev.waybill.pipeline;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.delivery.DeliveryLoop;
import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Surroundings;
import dev.waybill.local.kafka.KafkaBroker;
import dev.waybill.offset.ResumeData;
import dev.waybill.offset.ResumeData.Decoded;
import dev.waybill.record.Position;
import dev.waybill.source.GroupProtocol;
import dev.waybill.time.Time;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run knows of the one before it, over a broker that takes little metadata. */
final class ResumeIT {
    private static final int RECORDS = 9_000;
    private static final int MOST_METADATA = 1_000;

    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(new KafkaBroker.Settings(
                0,
                Optional.empty(),
                Map.of("offset.metadata.max.bytes", Integer.toString(MOST_METADATA), "log.cleaner.backoff.ms", "100")));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void afterAnAbruptEndOnlyTheUnsettledAreDeliveredAgain(GroupProtocol protocol) {
        try (var topic = new TestTopic(broker.bootstrapServers())) {
            send(topic);
            var first = new Run(topic, protocol, offset -> offset % 1_000 != 0);
            first.untilArrived(RECORDS - 9);
            first.untilHeld(RECORDS - 9);
            first.dropDead();

            var second = new Run(topic, protocol, offset -> true);
            second.untilArrived(9);
            await().atMost(ofMinutes(2)).until(() -> second.ticked() && topic.hasNoLag());
            second.dropDead();

            assertThat(second.started)
                    .containsExactly(0L, 1_000L, 2_000L, 3_000L, 4_000L, 5_000L, 6_000L, 7_000L, 8_000L);
        }
    }

    @Test
    void whatAnotherToolWroteIsIgnored() {
        try (var topic = new TestTopic(broker.bootstrapServers())) {
            send(topic);
            topic.commit(0, new OffsetAndMetadata(8_990, "owner=somebody else"));

            var run = new Run(topic, offset -> true);
            run.untilArrived(10);
            await().atMost(ofMinutes(2)).until(() -> run.ticked() && topic.hasNoLag());
            run.dropDead();

            assertThat(run.started)
                    .containsExactly(8_990L, 8_991L, 8_992L, 8_993L, 8_994L, 8_995L, 8_996L, 8_997L, 8_998L, 8_999L);
        }
    }

    /** A third of all records, at random, is 1 100 bytes of bits at least: more than the broker takes. */
    @Test
    void textThatTheBrokerRefusesStopsNothing() {
        var random = new Random(11);
        var stuck = new TreeSet<Long>();
        for (long offset = 0; offset < RECORDS; offset++) {
            if (offset == 10 || (offset > 10 && random.nextInt(3) == 0)) {
                stuck.add(offset);
            }
        }
        try (var topic = new TestTopic(broker.bootstrapServers())) {
            send(topic);
            var first = new Run(topic, offset -> !stuck.contains(offset));
            first.untilArrived(RECORDS - stuck.size());
            await().atMost(ofMinutes(2))
                    .until(() -> first.ticked() && topic.committed(0).offset() == 10);
            first.untilHeld(1_000);
            first.dropDead();
            assertThat(topic.committed(0).metadata()).hasSizeLessThanOrEqualTo(MOST_METADATA);

            var second = new Run(topic, offset -> true);
            await().atMost(ofMinutes(2)).until(() -> second.ticked() && topic.hasNoLag());
            second.dropDead();

            assertThat(second.arrived).containsAll(stuck);
            assertThat(second.started).hasSizeLessThan(RECORDS - 1_000);
        }
    }

    /** A new value for each key takes the old record away: also the one that the group waits for, and most of what is held. */
    @ParameterizedTest
    @EnumSource
    void whatCompactionTookAwayMeanwhileHoldsNothingUp(GroupProtocol protocol) {
        try (var topic = new TestTopic(broker.bootstrapServers())) {
            topic.sendTo(0, 50, 10);
            var first = new Run(topic, protocol, offset -> offset != 20);
            first.untilArrived(49);
            first.untilHeld(49);
            first.dropDead();
            topic.compactAtOnce();
            await().atMost(ofMinutes(2)).until(() -> {
                topic.sendTo(0, 10, 10); // begins another segment, and all before it may be cleaned
                return topic.offsets(0).stream().noneMatch(offset -> offset < 50);
            });

            var second = new Run(topic, protocol, offset -> true);
            await().atMost(ofMinutes(2)).until(() -> second.ticked() && topic.hasNoLag());
            second.dropDead();

            assertThat(second.started).containsAll(topic.offsets(0)).allMatch(offset -> offset >= 50);
        }
    }

    private static void send(TestTopic topic) {
        try (var producer = topic.producer(Map.of())) {
            for (int i = 0; i < RECORDS; i++) {
                var unused = producer.send(new ProducerRecord<>(topic.name, 0, null, "value " + i));
            }
        }
    }

    /** One run that a test drives, tick by tick, and leaves without a word. Used by one thread. */
    private static final class Run {
        final ConcurrentSkipListSet<Long> started = new ConcurrentSkipListSet<>();
        final ConcurrentSkipListSet<Long> arrived = new ConcurrentSkipListSet<>();
        private final TestTopic topic;
        private final MutedSource source;
        private final DeliveryLoop loop;

        Run(TestTopic topic, LongPredicate arrives) {
            this(topic, GroupProtocol.CLASSIC, arrives);
        }

        Run(TestTopic topic, GroupProtocol protocol, LongPredicate arrives) {
            this.topic = topic;
            var kafka = topic.source(protocol);
            this.source = new MutedSource(kafka.open());
            var pipeline = Pipeline.from(kafka)
                    .named("resume")
                    .within(Limits.DEFAULT.withInFlight(RECORDS))
                    .parkingIn(records -> {
                        throw new AssertionError("parked: " + records);
                    })
                    .to(record -> {
                        started.add(record.offset());
                        if (!arrives.test(record.offset())) {
                            return new CompletableFuture<Object>();
                        }
                        arrived.add(record.offset());
                        return CompletableFuture.completedFuture("done");
                    });
            loop = pipeline.loop(source, new Surroundings(Time.system(), new Random(1), Runnable::run, Runnable::run));
            loop.start();
        }

        boolean ticked() {
            return loop.tick();
        }

        void untilArrived(int records) {
            await().atMost(ofMinutes(2)).pollInterval(ofMillis(1)).until(() -> ticked() && arrived.size() == records);
        }

        /** Until that many offsets, at least, are known to the broker as settled. */
        void untilHeld(int offsets) {
            await().atMost(ofMinutes(2))
                    .until(() -> ticked() && held() + topic.committed(0).offset() >= offsets);
        }

        private long held() {
            var kept = topic.committed(0);
            return ResumeData.decode(kept.metadata(), new Position(topic.name, 0, kept.offset()))
                            instanceof Decoded.Accepted accepted
                    ? accepted.data().held().count()
                    : 0;
        }

        /** Leaves the group, so that the next run need not wait; the loop hears nothing of it, and commits nothing. */
        void dropDead() {
            source.mute();
            source.close();
        }
    }
}
