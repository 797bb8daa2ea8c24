package dev.waybill.pipeline;

import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.delivery.DeliveryReport;
import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.failure.FailureStore;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.GroupProtocol;
import dev.waybill.source.KafkaSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members that are interrupted, come back under their name, or find it taken. */
final class MembershipIT {
    private static final int KEYS = 50;
    private static final int IN_FLIGHT = 20;
    private static final int BUFFERED = 100;
    private static final FailureStore NOTHING_IS_PARKED = records -> {
        throw new AssertionError("parked: " + records);
    };

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAMemberInGoodOrder(GroupProtocol protocol) throws Exception {
        Sink<KafkaRecord> sink = record -> CompletableFuture.completedFuture(true);
        try (var topic = new TestTopic(SharedBroker.servers())) {
            quicken(topic);
            topic.send(100, KEYS);
            var pipeline = member(topic, protocol).to(sink);
            var report = new CompletableFuture<DeliveryReport>();
            var thread = new Thread(() -> {
                try {
                    report.complete(pipeline.run());
                } catch (Throwable t) { // handed to the test
                    report.completeExceptionally(t);
                }
            });
            thread.start();
            await().atMost(ofMinutes(2)).until(() -> pipeline.stats().delivered() == 100);

            thread.interrupt();

            assertThat(report.get(120, SECONDS).stoppedBy()).isEmpty();
            assertThat(topic.hasNoLag()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStaticMemberComesBackWithoutARebalance(GroupProtocol protocol) throws Exception {
        Set<String> arrived = ConcurrentHashMap.newKeySet();
        Sink<KafkaRecord> sink = record -> {
            arrived.add(record.position().toString());
            return CompletableFuture.completedFuture(true);
        };
        try (var topic = new TestTopic(SharedBroker.servers())) {
            quicken(topic);
            var first = staticMember(topic, protocol, "first").to(sink);
            var second = staticMember(topic, protocol, "second").to(sink);
            try (var a = RunningPipeline.start(first);
                    var b = RunningPipeline.start(second)) {
                await().atMost(ofMinutes(2)).until(() -> {
                    topic.send(8, KEYS);
                    return first.stats().delivered() > 0 && second.stats().delivered() > 0;
                });
                await().atMost(ofMinutes(2)).until(topic::hasNoLag);
                int before = GroupLog.read(SharedBroker.servers(), topic.name).generation();

                b.stop();
                var again = staticMember(topic, protocol, "second").to(sink);
                try (var back = RunningPipeline.start(again)) {
                    await().atMost(ofMinutes(2)).until(() -> {
                        topic.send(8, KEYS);
                        return again.stats().delivered() > 0;
                    });
                    await().atMost(ofMinutes(2)).until(topic::hasNoLag);

                    assertThat(GroupLog.read(SharedBroker.servers(), topic.name).generation())
                            .isEqualTo(before);
                    assertThat(back.isRunning()).isTrue();
                    assertThat(a.isRunning()).isTrue();
                    back.stop();
                }
                a.stop();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoMembersUnderOneNameAreToldApart(GroupProtocol protocol) throws Exception {
        Sink<KafkaRecord> sink = record -> CompletableFuture.completedFuture(true);
        try (var topic = new TestTopic(SharedBroker.servers())) {
            quicken(topic);
            topic.send(100, KEYS);
            var older = staticMember(topic, protocol, "twin").to(sink);
            try (var a = RunningPipeline.start(older)) {
                await().atMost(ofMinutes(2)).until(() -> older.stats().delivered() == 100);
                try (var b = RunningPipeline.start(
                        staticMember(topic, protocol, "twin").to(sink))) {
                    await().atMost(ofMinutes(2)).until(() -> !a.isRunning() || !b.isRunning());
                    var fenced = a.isRunning() ? b : a;
                    var other = a.isRunning() ? a : b;

                    assertThat(fenced.stop().stoppedBy())
                            .hasValueSatisfying(
                                    failure -> assertThat(failure.reason()).contains("same group.instance.id"));
                    assertThat(other.isRunning()).isTrue();
                    assertThat(other.stop().stoppedBy()).isEmpty();
                }
            }
        }
    }

    /** Under the consumer protocol the broker keeps the times, by group. */
    private static void quicken(TestTopic topic) {
        var group = new ConfigResource(ConfigResource.Type.GROUP, topic.name);
        try (var admin = Admin.create(Map.of("bootstrap.servers", SharedBroker.servers()))) {
            TestTopic.get(admin.incrementalAlterConfigs(Map.of(
                            group,
                            List.of(
                                    set("consumer.heartbeat.interval.ms", "300"),
                                    set("consumer.session.timeout.ms", "3000"))))
                    .all());
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static PipelineBuilder<KafkaRecord> staticMember(TestTopic topic, GroupProtocol protocol, String name) {
        return pipeline(source(topic, protocol).instance(name));
    }

    private static PipelineBuilder<KafkaRecord> member(TestTopic topic, GroupProtocol protocol) {
        return pipeline(source(topic, protocol));
    }

    private static KafkaSource source(TestTopic topic, GroupProtocol protocol) {
        var source = KafkaSource.topic(topic.name)
                .group(topic.name)
                .servers(SharedBroker.servers())
                .protocol(protocol)
                .property("max.partition.fetch.bytes", 4_096);
        return protocol == GroupProtocol.CONSUMER
                ? source
                : source.property("session.timeout.ms", 3_000).property("heartbeat.interval.ms", 300);
    }

    private static PipelineBuilder<KafkaRecord> pipeline(KafkaSource source) {
        return Pipeline.from(source)
                .ordered(Ordering.key())
                .parkingIn(NOTHING_IS_PARKED)
                .within(Limits.DEFAULT.withInFlight(IN_FLIGHT).withBuffered(BUFFERED));
    }
}
