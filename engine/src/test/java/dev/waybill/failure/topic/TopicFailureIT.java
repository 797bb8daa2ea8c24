package dev.waybill.failure.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.local.LocalProcess;
import dev.waybill.pipeline.SharedBroker;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The failure topic on a real broker. */
final class TopicFailureIT {
    private static final byte[] NO_TEXT = {(byte) 0xc3, 0x28, 0, 1};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path claims;

    @Test
    void everyByteComesBackAndTheTopicShowsItToAnyConsumer() throws IOException {
        var looksLikeOurs = List.of(
                new Header("trace", NO_TEXT),
                new Header("trace", null),
                new Header("waybill-failed-class", "bug".getBytes(UTF_8)),
                new Header("waybill-failed-headers", "99".getBytes(UTF_8)));
        try (var cluster = new TestCluster(SharedBroker.servers(), claims);
                var store = cluster.store();
                var log = cluster.log()) {
            var parked = List.of(
                    cluster.parked(3, 70, NO_TEXT, NO_TEXT, looksLikeOurs),
                    cluster.parked(3, 71, null, null, List.of()),
                    cluster.parked(3, 72, new byte[0], new byte[0], List.of()));

            store.park(parked);

            var read = log.list(FailureFilter.ALL, 10);
            assertThat(read).extracting(FailureEntry::id).containsExactlyElementsOf(ids(parked));
            for (int i = 0; i < parked.size(); i++) {
                assertSame(read.get(i).parked(), parked.get(i));
            }
            var raw = cluster.all(cluster.topic.name());
            assertThat(raw).allMatch(record -> record.partition() == 3);
            assertThat(raw.get(0).key()).isEqualTo(NO_TEXT);
            assertThat(raw.get(0).value()).isEqualTo(NO_TEXT);
            assertThat(raw.get(1).key()).isNull();
            assertThat(raw.get(1).value()).isNull();
            assertThat(raw.get(2).value()).isEmpty();
            assertThat(Arrays.stream(raw.get(0).headers().toArray()).map(h -> h.key()))
                    .startsWith("trace", "trace", "waybill-failed-class", "waybill-failed-headers");
            assertThat(header(raw.get(1).headers(), "topic")).isEqualTo(cluster.topic.source());
            assertThat(header(raw.get(1).headers(), "offset")).isEqualTo("71");
            assertThat(header(raw.get(1).headers(), "class")).isEqualTo("poison");
            assertThat(header(raw.get(1).headers(), "reason")).isEqualTo("n: too small");
            assertThat(header(raw.get(1).headers(), "fingerprint"))
                    .isEqualTo(parked.get(1).fingerprint());
            assertThat(header(raw.get(1).headers(), "attempts")).isEqualTo("3");
            assertThat(header(raw.get(1).headers(), "group")).isEqualTo(TestCluster.GROUP);
            assertThat(header(raw.get(1).headers(), "cause")).startsWith("java.lang.IllegalStateException: why");
        }
    }

    @Test
    void aMissingTopicIsMadeLikeItsSourceAndKeepsForEver() throws IOException {
        try (var cluster = new TestCluster(SharedBroker.servers(), claims)) {
            cluster.store().close();
            cluster.store().close();

            String most = cluster.settingsOf(cluster.topic.source(), "max.message.bytes")
                    .get("max.message.bytes");
            assertThat(cluster.partitionsOf(cluster.topic.name())).isEqualTo(TestCluster.PARTITIONS);
            assertThat(cluster.settingsOf(
                            cluster.topic.name(),
                            "cleanup.policy",
                            "retention.ms",
                            "retention.bytes",
                            "max.message.bytes"))
                    .containsEntry("cleanup.policy", "delete")
                    .containsEntry("retention.ms", "-1")
                    .containsEntry("retention.bytes", "-1")
                    .containsEntry("max.message.bytes", Integer.toString(Integer.parseInt(most) + 65_536));
            assertThat(cluster.settingsOf(cluster.topic.marks(), "cleanup.policy"))
                    .containsEntry("cleanup.policy", "compact");
        }
    }

    @Test
    void aTopicThatWouldForgetIsRefused() throws IOException {
        try (var cluster = new TestCluster(SharedBroker.servers(), claims)) {
            cluster.create(cluster.topic.name(), Map.of("cleanup.policy", "compact"));

            assertThatThrownBy(cluster::store)
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining(cluster.topic.name() + ": expected cleanup.policy=delete");
        }
    }

    @Test
    void aValueTooLargeForTheTopicIsClaimedAndProven() throws IOException {
        byte[] large = new byte[50_000];
        new java.util.Random(7).nextBytes(large);
        try (var cluster = new TestCluster(SharedBroker.servers(), claims)) {
            cluster.create(cluster.topic.name(), Map.of("max.message.bytes", "10000", "retention.ms", "-1"));
            try (var store = cluster.store();
                    var log = cluster.log()) {
                var parked = List.of(
                        cluster.parked(1, 1, NO_TEXT, NO_TEXT, List.of()),
                        cluster.parked(1, 2, NO_TEXT, large, List.of(new Header("h", NO_TEXT))),
                        cluster.parked(1, 3, NO_TEXT, NO_TEXT, List.of()));

                store.park(parked);

                var read = log.list(FailureFilter.ALL, 10);
                assertThat(read).extracting(FailureEntry::id).containsExactlyInAnyOrderElementsOf(ids(parked));
                var claimed = log.find(parked.get(1).id()).orElseThrow().parked();
                assertSame(claimed, parked.get(1));
                assertThat(claims).isDirectoryContaining(file -> file.toString().endsWith(".value"));

                Path file;
                try (var files = Files.list(claims)) {
                    file = files.findFirst().orElseThrow();
                }
                large[17]++;
                Files.write(file, large);
                var damaged = log.summary(FailureFilter.ALL);
                assertThat(damaged.count()).isEqualTo(2);
                assertThat(damaged.damaged())
                        .singleElement()
                        .asString()
                        .contains("expected content with the SHA-256 of its name");
                Files.delete(file);
                assertThat(log.summary(FailureFilter.ALL).damaged())
                        .singleElement()
                        .asString()
                        .contains("is not there; restore it");
            }
        }
    }

    @Test
    void aRecordThatSomebodyElseWroteIsNamedAndStopsNoOther() throws IOException {
        try (var cluster = new TestCluster(SharedBroker.servers(), claims);
                var store = cluster.store();
                var log = cluster.log();
                var producer = new KafkaAccess(cluster.properties).producer(1 << 20)) {
            var foreign = new org.apache.kafka.clients.producer.ProducerRecord<>(
                    cluster.topic.name(), 0, new byte[0], new byte[0]);
            KafkaAccess.await(producer.send(foreign), "foreign");
            store.park(List.of(cluster.parked(0, 5, null, NO_TEXT, List.of())));

            var summary = log.summary(FailureFilter.ALL);

            assertThat(summary.count()).isEqualTo(1);
            assertThat(summary.damaged()).singleElement().asString().contains("only Waybill writes to this topic");
        }
    }

    @Test
    void whatIsSettledIsNotSeenAgain() throws IOException {
        try (var cluster = new TestCluster(SharedBroker.servers(), claims);
                var store = cluster.store();
                var log = cluster.log()) {
            store.park(List.of(
                    cluster.parked(0, 1, null, NO_TEXT, List.of()), cluster.parked(0, 2, null, NO_TEXT, List.of())));
            var entries = log.list(FailureFilter.ALL, 10);

            log.settle(entries.subList(0, 1));

            assertThat(log.list(FailureFilter.ALL, 10))
                    .extracting(FailureEntry::id)
                    .containsExactly(entries.get(1).id());
            assertThat(cluster.all(cluster.topic.name())).hasSize(2);
        }
    }

    @Test
    void whileTheBrokerIsAwayNothingCountsAsParkedAndAfterwardsEachRecordIsThereOnce(@TempDir Path data)
            throws Exception {
        var first = LocalProcess.start("--only", "kafka", "--data-dir", data.toString());
        String port = "kafka=" + first.port("kafka");
        try (var cluster = new TestCluster(first.bootstrapServers(), claims);
                var store = cluster.store()) {
            var parked = new ArrayList<ParkedRecord>();
            for (int i = 0; i < 20; i++) {
                parked.add(cluster.parked(i % 4, i, null, NO_TEXT, List.of()));
            }
            store.park(parked.subList(0, 10));
            first.kill();

            assertThatThrownBy(() -> store.park(parked.subList(10, 20)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not parked in " + cluster.topic.name());

            try (var second = LocalProcess.start("--only", "kafka", "--data-dir", data.toString(), "--port", port);
                    var log = cluster.log()) {
                assertThat(second.handle().isAlive()).isTrue();
                await().atMost(ofMinutes(2)).until(() -> isParked(store, parked.subList(10, 20)));
                assertThat(log.list(FailureFilter.ALL, 100))
                        .extracting(FailureEntry::id)
                        .containsExactlyInAnyOrderElementsOf(ids(parked));
            }
        } finally {
            first.close();
        }
    }

    private static boolean isParked(TopicFailureStore store, List<ParkedRecord> records) {
        try {
            store.park(records);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> ids(List<ParkedRecord> parked) {
        return parked.stream().map(ParkedRecord::id).toList();
    }

    private static void assertSame(ParkedRecord read, ParkedRecord parked) {
        KafkaRecord record = read.record();
        assertThat(record.key()).isEqualTo(parked.record().key());
        assertThat(record.value()).isEqualTo(parked.record().value());
        assertThat(record.position()).isEqualTo(parked.record().position());
        assertThat(record.timestamp()).isEqualTo(parked.record().timestamp());
        assertThat(record.headers())
                .usingRecursiveComparison()
                .isEqualTo(parked.record().headers());
        assertThat(read.fingerprint()).isEqualTo(parked.fingerprint());
        assertThat(read.at()).isEqualTo(parked.at());
        assertThat(read.attempts()).isEqualTo(parked.attempts());
        assertThat(read.failure().failureClass()).isEqualTo(parked.failure().failureClass());
    }

    private static String header(org.apache.kafka.common.header.Headers headers, String name) {
        var header = headers.lastHeader("waybill-failed-" + name);
        return header == null ? "none" : new String(header.value(), UTF_8);
    }
}
