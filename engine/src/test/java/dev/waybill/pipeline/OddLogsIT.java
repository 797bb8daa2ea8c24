package dev.waybill.pipeline;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.delivery.Limits;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.GroupProtocol;
import dev.waybill.source.KafkaSource;
import dev.waybill.source.LostRecords;
import dev.waybill.source.LostRecordsPolicy;
import dev.waybill.source.StartPosition;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs that lose records, change under the reader, or are not there yet. */
final class OddLogsIT {
    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<LostRecords> lost = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void recordsThatRetentionTookWhileNobodyReadStopTheRunAndAreNamed(GroupProtocol protocol) throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 1)) {
            topic.send(0, 10);
            collect(source(topic, protocol)).exitAtEnd().to(this::take).run();
            topic.send(0, 30);
            topic.deleteBefore(0, 25);

            var report =
                    collect(source(topic, protocol)).exitAtEnd().to(this::take).run();

            assertThat(arrived).hasSize(10);
            assertThat(report.stoppedBy()).hasValueSatisfying(failure -> {
                assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
                assertThat(failure.reason()).contains(topic.name + "-0: offsets 10 to 24 were deleted");
            });
            assertThat(lost).hasSize(1);
            assertThat(topic.committed(0)).isEqualTo(10);

            var willing = source(topic, protocol).onLostRecords(LostRecordsPolicy.CONTINUE);
            var second = collect(willing).exitAtEnd().to(this::take).run();

            assertThat(second.stoppedBy()).isEmpty();
            assertThat(second.stats().delivered()).isEqualTo(15);
            assertThat(topic.committed(0)).isEqualTo(40);
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordsThatAreDeletedAheadOfAStuckReaderAreNamedAndTheRestArrives(GroupProtocol protocol) throws Exception {
        var gate = new CountDownLatch(1);
        try (var topic = new OddTopic(SharedBroker.servers(), 1)) {
            topic.send(0, 4);
            var pipeline = collect(source(topic, protocol)
                            .property("max.partition.fetch.bytes", 100)
                            .onLostRecords(LostRecordsPolicy.CONTINUE))
                    .within(Limits.DEFAULT.withInFlight(2).withBuffered(2))
                    .to(record -> CompletableFuture.runAsync(() -> {
                        awaitOpen(gate);
                        var unused = take(record);
                    }));
            try (var running = RunningPipeline.start(pipeline)) {
                await().atMost(ofMinutes(2)).until(() -> pipeline.stats().inFlight() == 2);
                topic.send(0, 100);
                topic.deleteBefore(0, 90);
                gate.countDown();

                await().atMost(ofMinutes(2)).until(() -> topic.committed(0) == 104);
                assertThat(running.stop().stoppedBy()).isEmpty();
            }

            assertThat(lost).singleElement().satisfies(one -> {
                assertThat(one.cause()).isEqualTo(LostRecords.Cause.DELETED);
                assertThat(one.start()).isEqualTo(90);
                assertThat(arrived).hasSize((int) (one.reached() + 104 - 90));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTopicThatIsCreatedAgainIsReadFromItsBeginning(GroupProtocol protocol) throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 1)) {
            topic.send(0, 50);
            var pipeline = collect(source(topic, protocol).onLostRecords(LostRecordsPolicy.CONTINUE))
                    .to(this::take);
            try (var running = RunningPipeline.start(pipeline)) {
                await().atMost(ofMinutes(2)).until(() -> topic.committed(0) == 50);
                topic.recreate();
                topic.send(0, 7);

                await().atMost(ofMinutes(2)).until(() -> arrived.size() == 57 && topic.committed(0) == 7);
                assertThat(running.stop().stoppedBy()).isEmpty();
            }

            assertThat(lost).isNotEmpty();
            assertThat(lost).allMatch(one -> one.cause() == LostRecords.Cause.RECREATED && one.reached() == 50);
        }
    }

    @Test
    void aTopicThatIsCreatedAgainAndGrowsPastTheOldPositionIsStillNoticed() throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 1)) {
            topic.send(0, 5);
            var pipeline = collect(source(topic, GroupProtocol.CLASSIC)).to(this::take);
            try (var running = RunningPipeline.start(pipeline)) {
                await().atMost(ofMinutes(2)).until(() -> topic.committed(0) == 5);
                topic.recreate();
                topic.send(0, 40);

                await().atMost(ofMinutes(2)).until(() -> !running.isRunning());
                assertThat(running.stop().stoppedBy())
                        .hasValueSatisfying(
                                failure -> assertThat(failure.reason()).contains("deleted and created again"));
            }
            arrived.clear();
            var next = collect(source(topic, GroupProtocol.CLASSIC)).exitAtEnd().to(this::take);

            assertThat(next.run().stats().delivered())
                    .as("all of the new topic")
                    .isEqualTo(40);
        }
    }

    @ParameterizedTest
    @EnumSource
    void partitionsAndTopicsThatComeLaterAreReadWholeEvenFromLatest(GroupProtocol protocol) throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 1);
                var later = new OddTopic(SharedBroker.servers(), 0)) {
            topic.send(0, 20);
            var latest = KafkaSource.topicsMatching(topic.name + "|" + later.name)
                    .group(topic.name)
                    .servers(SharedBroker.servers())
                    .protocol(protocol)
                    .property("metadata.max.age.ms", 500)
                    .startingAt(new StartPosition.Latest());
            try (var running = RunningPipeline.start(collect(latest).to(this::take))) {
                await().atMost(ofMinutes(2)).until(() -> topic.committed(0) == 20);
                topic.grow(2);
                topic.send(1, 3);
                later.create(1);
                later.send(0, 4);

                await().atMost(ofMinutes(2)).until(() -> arrived.size() == 7);
                assertThat(running.stop().stoppedBy()).isEmpty();
            }
            assertThat(arrived).contains(topic.name + "-1@0", later.name + "-0@0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void partitionsThatComeWhileNobodyReadsAreReadWholeFromLatest(GroupProtocol protocol) throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 1)) {
            topic.send(0, 5);
            var latest = source(topic, protocol).startingAt(new StartPosition.Latest());
            collect(latest).exitAtEnd().to(this::take).run();
            topic.grow(2);
            topic.send(1, 3);

            var report = collect(latest).exitAtEnd().to(this::take).run();

            assertThat(report.stats().delivered()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPartitionThatALaterMemberComesToReadIsReadWholeFromLatest(GroupProtocol protocol) throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 1)) {
            topic.send(0, 5);
            var latest = source(topic, protocol).startingAt(new StartPosition.Latest());
            try (var first = RunningPipeline.start(collect(latest).to(this::take))) {
                await().atMost(ofMinutes(2)).until(() -> topic.committed(0) == 5);
                topic.grow(2);
                topic.send(1, 3);
                try (var second = RunningPipeline.start(collect(latest).to(this::take))) {
                    assertThat(first.stop().stoppedBy()).isEmpty();
                    await().atMost(ofMinutes(2)).until(() -> arrived.size() == 3);
                    assertThat(second.stop().stoppedBy()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void membersThatStartTogetherFromLatestReadNothingOld(GroupProtocol protocol) throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 2)) {
            topic.send(0, 5);
            topic.send(1, 7);
            var latest = source(topic, protocol).startingAt(new StartPosition.Latest());
            try (var first = RunningPipeline.start(collect(latest).to(this::take));
                    var second = RunningPipeline.start(collect(latest).to(this::take))) {
                await().atMost(ofMinutes(2)).until(() -> topic.committed(0) == 5 && topic.committed(1) == 7);
                topic.send(0, 1);
                topic.send(1, 1);

                await().atMost(ofMinutes(2)).until(() -> topic.committed(0) == 6 && topic.committed(1) == 8);
                assertThat(first.stop().stoppedBy()).isEmpty();
                assertThat(second.stop().stoppedBy()).isEmpty();
            }
            assertThat(arrived).containsExactlyInAnyOrder(topic.name + "-0@5", topic.name + "-1@7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTopicThatDoesNotExistYetIsWaitedFor(GroupProtocol protocol) throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 0)) {
            try (var running =
                    RunningPipeline.start(collect(source(topic, protocol)).to(this::take))) {
                topic.create(1);
                topic.send(0, 3);

                await().atMost(ofMinutes(2)).until(() -> topic.committed(0) == 3);
                assertThat(running.stop().stats().delivered()).isEqualTo(3);
            }
        }
    }

    @Test
    void readingCanStartAtAMomentAndARestartDoesNotMoveIt() throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 1)) {
            var noon = Instant.parse("2026-01-01T12:00:00Z");
            topic.sendAt(0, noon.minusSeconds(60), noon.plusSeconds(1), noon.plusSeconds(2));
            var fromNoon = source(topic, GroupProtocol.CLASSIC).startingAt(new StartPosition.At(noon));

            var report = collect(fromNoon).exitAtEnd().to(this::take).run();

            assertThat(report.stats().delivered()).isEqualTo(2);
            assertThat(arrived).containsExactlyInAnyOrder(topic.name + "-0@1", topic.name + "-0@2");

            var fromLatest = source(topic, GroupProtocol.CLASSIC)
                    .group("latest-" + topic.name)
                    .startingAt(new StartPosition.Latest());
            collect(fromLatest).exitAtEnd().to(this::take).run();
            topic.send(0, 5);

            assertThat(collect(fromLatest)
                            .exitAtEnd()
                            .to(this::take)
                            .run()
                            .stats()
                            .delivered())
                    .as("what came between two runs from latest")
                    .isEqualTo(5);
        }
    }

    @Test
    void withoutAStartPositionTheRunStops() throws Exception {
        try (var topic = new OddTopic(SharedBroker.servers(), 1)) {
            topic.send(0, 1);
            var nowhere = source(topic, GroupProtocol.CLASSIC).startingAt(new StartPosition.None());

            var report = collect(nowhere).exitAtEnd().to(this::take).run();

            assertThat(report.stoppedBy())
                    .hasValueSatisfying(failure ->
                            assertThat(failure.reason()).contains("no valid offset to start from", topic.name + "-0"));
            assertThat(arrived).isEmpty();
        }
    }

    private KafkaSource source(OddTopic topic, GroupProtocol protocol) {
        return KafkaSource.topic(topic.name)
                .group(topic.name)
                .servers(SharedBroker.servers())
                .protocol(protocol);
    }

    private PipelineBuilder<KafkaRecord> collect(KafkaSource source) {
        return Pipeline.from(source.whenRecordsAreLost(lost::add)).parkingIn(records -> {
            throw new AssertionError("parked: " + records);
        });
    }

    private CompletableFuture<Boolean> take(KafkaRecord record) {
        arrived.add(record.topic() + "-" + record.partition() + "@" + record.offset());
        return CompletableFuture.completedFuture(true);
    }

    private static void awaitOpen(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
