package dev.waybill.failure.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.FailureLog;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.Reservation;
import dev.waybill.failure.StoreReservedException;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.SharedBroker;
import dev.waybill.pipeline.Sink;
import dev.waybill.record.KafkaRecord;
import dev.waybill.replay.ReplayAudit;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayLimits;
import dev.waybill.replay.ReplayOutcome;
import dev.waybill.replay.ReplayReport;
import dev.waybill.replay.ReplayRequest;
import dev.waybill.source.KafkaSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline parks on a topic; replays of it are dropped half way, and in the end everything has arrived. */
final class TopicReplayIT {
    private static final int RECORDS = 2_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    private final Set<String> arrived = ConcurrentHashMap.newKeySet();
    private final List<String> deliveries = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aReplayDroppedHalfWayLosesNothing() throws Exception {
        try (var cluster = new TestCluster(SharedBroker.servers(), scratch.resolve("claims"));
                var store = cluster.store();
                var log = cluster.log()) {
            cluster.send(RECORDS);
            var first = pipeline(cluster, store, this::refuse).run();
            assertThat(first.stats().parked()).isEqualTo(RECORDS);
            assertThat(cluster.committed().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(RECORDS);

            var dropped = job(pipeline(cluster, store, this::arrive), log, ReplayLimits.DEFAULT.withPerSecond(1_000));
            var ended = inBackground(dropped);
            await().atMost(ofMinutes(2)).until(() -> dropped.progress().settled() > RECORDS / 4);
            dropped.cancel();
            ReplayReport cut = ended.join();
            int pending = log.list(FailureFilter.ALL, RECORDS).size();

            ReplayReport rest = job(pipeline(cluster, store, this::arrive), log, ReplayLimits.DEFAULT)
                    .run();

            assertThat(cut.outcome()).isEqualTo(ReplayOutcome.CANCELLED);
            assertThat(cut.arrived()).isBetween(RECORDS / 4L, RECORDS - 1L);
            assertThat(pending).isEqualTo((int) (RECORDS - cut.arrived()));
            assertThat(rest.outcome()).isEqualTo(ReplayOutcome.DONE);
            assertThat(rest.started()).isEqualTo(pending);
            assertThat(arrived).isEqualTo(produced());
            assertThat(deliveries).hasSize(RECORDS);
            assertThat(log.list(FailureFilter.ALL, 1)).isEmpty();
        }
    }

    @Test
    void aJobThatIsKilledIsMadeUpForByTheNext() throws Exception {
        try (var cluster = new TestCluster(SharedBroker.servers(), scratch.resolve("claims"));
                var store = cluster.store();
                var log = cluster.log()) {
            cluster.send(RECORDS);
            pipeline(cluster, store, this::refuse).run();
            var killed = cluster.log();
            var job = job(pipeline(cluster, store, this::arrive), killed, ReplayLimits.DEFAULT.withPerSecond(1_000));
            var ended = inBackground(job);
            await().atMost(ofMinutes(2)).until(() -> job.progress().settled() > RECORDS / 4);
            killed.close(); // no mark is taken any more, as if its process were gone
            int arrivedByThen = deliveries.size();
            job.cancel();
            await().atMost(ofMinutes(2)).until(ended::isCompletedExceptionally);
            int pending = log.list(FailureFilter.ALL, RECORDS).size();

            ReplayReport rest = job(pipeline(cluster, store, this::arrive), log, ReplayLimits.DEFAULT)
                    .run();

            assertThat(arrivedByThen).isLessThan(RECORDS);
            assertThat(pending).isBetween(1, RECORDS - RECORDS / 4);
            assertThat(rest.started()).isEqualTo(pending);
            assertThat(arrived).isEqualTo(produced());
            assertThat(log.list(FailureFilter.ALL, 1)).isEmpty();
        }
    }

    @Test
    void oneTopicIsReplayedByOneJobAtATime() throws Exception {
        try (var cluster = new TestCluster(SharedBroker.servers(), scratch.resolve("claims"));
                var store = cluster.store();
                var log = cluster.log();
                var elsewhere = cluster.log()) {
            cluster.send(50);
            pipeline(cluster, store, this::refuse).run();
            var held = new CompletableFuture<Object>();
            Sink<KafkaRecord> slow = record -> held.thenCompose(any -> arrive(record));
            var first = job(pipeline(cluster, store, slow), log, ReplayLimits.DEFAULT);
            var ended = inBackground(first);
            await().atMost(ofMinutes(2)).until(() -> first.progress().started() == 50);

            var second = job(pipeline(cluster, store, this::arrive), elsewhere, ReplayLimits.DEFAULT);
            assertThatThrownBy(second::run)
                    .isInstanceOf(StoreReservedException.class)
                    .hasMessageContaining(cluster.topic.name())
                    .hasMessageContaining("at 127.0.0.1");
            held.complete("go on");
            ended.join();
            var third = job(pipeline(cluster, store, this::arrive), elsewhere, ReplayLimits.DEFAULT)
                    .run();

            assertThat(deliveries).hasSize(50);
            assertThat(third.outcome()).isEqualTo(ReplayOutcome.DONE);
            assertThat(third.started()).isZero();
        }
    }

    @Test
    void ofSeveralThatBeginTogetherOneReplays() throws Exception {
        try (var cluster = new TestCluster(SharedBroker.servers(), scratch.resolve("claims"));
                var log = cluster.log()) {
            var taken = Collections.synchronizedList(new ArrayList<Reservation>());
            var all = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                        try {
                            taken.add(log.reserve());
                        } catch (IOException e) {
                            throw new CompletionException(e);
                        }
                    }))
                    .limit(3)
                    .toList();
            await().atMost(ofMinutes(2)).until(() -> all.stream().allMatch(CompletableFuture::isDone));

            assertThat(taken).hasSize(1);
            assertThat(all.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .hasSize(2)
                    .allSatisfy(refused ->
                            assertThatThrownBy(refused::join).hasCauseInstanceOf(StoreReservedException.class));
            taken.get(0).close();
            log.reserve().close();
        }
    }

    @Test
    void whatFailsAgainIsParkedInItsPlaceWithItsCountRaised() throws Exception {
        try (var cluster = new TestCluster(SharedBroker.servers(), scratch.resolve("claims"));
                var store = cluster.store();
                var log = cluster.log()) {
            cluster.send(50);
            pipeline(cluster, store, this::refuse).run();
            Sink<KafkaRecord> oneBad = r -> valueOf(r).equals("n-7") ? refuse(r) : arrive(r);

            var report = job(pipeline(cluster, store, oneBad), log, ReplayLimits.DEFAULT)
                    .run();

            assertThat(report.arrived()).isEqualTo(49);
            assertThat(report.failedAgain()).isEqualTo(1);
            List<FailureEntry> left = log.list(FailureFilter.ALL, 10);
            assertThat(left).singleElement().satisfies(entry -> {
                assertThat(valueOf(entry.parked().record())).isEqualTo("n-7");
                assertThat(entry.parked().record().attempt()).isEqualTo(1);
                assertThat(entry.again().attempt()).isEqualTo(2);
            });
        }
    }

    private static Set<String> produced() {
        var produced = new HashSet<String>();
        for (int i = 0; i < RECORDS; i++) {
            produced.add("n-" + i);
        }
        return produced;
    }

    private static Pipeline pipeline(TestCluster cluster, FailureStore store, Sink<KafkaRecord> sink) {
        var source = KafkaSource.topic(cluster.topic.source())
                .group(TestCluster.GROUP)
                .servers(SharedBroker.servers());
        return Pipeline.from(source)
                .ordered(Ordering.key())
                .within(Limits.DEFAULT.withDrain(ofMillis(500)))
                .parkingIn(store)
                .exitAtEnd()
                .to(sink);
    }

    private ReplayJob job(Pipeline like, FailureLog log, ReplayLimits limits) {
        var request = new ReplayRequest(FailureFilter.ALL, limits, "me");
        return new ReplayJob(log, like, request, new ReplayAudit(scratch.resolve("audit.jsonl")));
    }

    private static CompletableFuture<ReplayReport> inBackground(ReplayJob job) {
        var ended = new CompletableFuture<ReplayReport>();
        new Thread(
                        () -> {
                            try {
                                ended.complete(job.run());
                            } catch (IOException | RuntimeException e) {
                                ended.completeExceptionally(e);
                            }
                        },
                        "replay")
                .start();
        return ended;
    }

    private CompletionStage<?> refuse(KafkaRecord record) {
        return CompletableFuture.failedFuture(DeliveryException.poison("no account for \"" + valueOf(record) + "\""));
    }

    private CompletionStage<?> arrive(KafkaRecord record) {
        deliveries.add(valueOf(record));
        arrived.add(valueOf(record));
        return CompletableFuture.completedFuture(record);
    }

    private static String valueOf(KafkaRecord record) {
        return new String(requireNonNull(record.value()), UTF_8);
    }
}
