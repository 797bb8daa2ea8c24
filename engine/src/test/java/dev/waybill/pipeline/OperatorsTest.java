package dev.waybill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.waybill.delivery.Ordering;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.FaultSink;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemoryTopics;
import dev.waybill.testkit.TestRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What each operator does with values, and when the records behind them count as settled. */
final class OperatorsTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final ManualTime time = new ManualTime();
    private final MemoryTopics topics = MemoryTopics.of("t", 1);
    private final MemoryFailures failures = new MemoryFailures();

    private PipelineBuilder<String> texts() {
        return Pipeline.from(topics).parkingIn(failures).map(OperatorsTest::text);
    }

    private static String text(KafkaRecord record) {
        return new String(requireNonNull(record.value()), UTF_8);
    }

    private void put(String... values) {
        for (String value : values) {
            topics.put("t", 0, value.substring(0, 1), value);
        }
    }

    private void runToEnd(Pipeline pipeline) {
        try (var run = TestRun.start(pipeline, topics, time)) {
            run.passUntil(topics::hasNoLag, ofMinutes(10));
        }
    }

    @Test
    void aBatchGoesOnWhenItIsFullOrOldEnough() {
        FaultSink<List<String>> sink = FaultSink.on(time);
        put("a", "b", "c", "d", "e");

        try (var run = TestRun.start(texts().batch(2, ofSeconds(1)).to(sink), topics, time)) {
            run.pass(ofMillis(990));
            assertThat(sink.taken()).containsExactly(List.of("a", "b"), List.of("c", "d"));
            run.pass(ofMillis(20));
            assertThat(sink.taken()).last().isEqualTo(List.of("e"));
            run.passUntil(topics::hasNoLag, ofSeconds(1));
        }
    }

    @Test
    void oneSuccessSettlesAllRecordsOfABatchAndNoneBefore() {
        FaultSink<List<String>> sink = FaultSink.<List<String>>on(time).slow(ofSeconds(5));
        put("a", "b", "c");

        try (var run = TestRun.start(texts().batch(3, ofSeconds(1)).to(sink), topics, time)) {
            run.pass(ofMillis(4_900));
            assertThat(topics.committed()).containsExactly(entry(PARTITION, 0L));
            run.pass(ofSeconds(1));
            assertThat(topics.committed()).containsEntry(PARTITION, 3L);
        }
    }

    @Test
    void theRecordThatSpoilsABatchIsFoundAndParkedAlone() {
        FaultSink<List<String>> sink = FaultSink.<List<String>>on(time).poisonWhere(batch -> batch.contains("x"));
        put("a", "b", "x", "c", "d", "e", "f");

        runToEnd(texts().batch(7, ofSeconds(1)).to(sink));

        assertThat(failures.parked())
                .singleElement()
                .satisfies(p -> assertThat(text(p.record())).isEqualTo("x"));
        assertThat(sink.taken().stream().flatMap(List::stream)).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    }

    @Test
    void anOutageKeepsABatchTogether() {
        FaultSink<List<String>> sink = FaultSink.<List<String>>on(time).down();
        put("a", "b", "c");

        try (var run = TestRun.start(texts().batch(3, ofSeconds(1)).to(sink), topics, time)) {
            run.pass(ofMinutes(5));
            assertThat(failures.parked()).isEmpty();
            sink.heal();
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(sink.taken()).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void batchesKeepTheOrderOfKeysWhateverFails() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var history = new ArrayList<String>();
            var memory = MemoryTopics.of("t", 1);
            for (int i = 0; i < 60; i++) {
                String key = "abc".substring(i % 3, i % 3 + 1);
                memory.put("t", 0, key, key + i);
            }
            Sink<List<String>> sink = batch -> {
                var result = new CompletableFuture<Object>();
                time.after(ofMillis(random.nextInt(300)), () -> {
                    if (random.nextInt(3) == 0) {
                        result.completeExceptionally(DeliveryException.retriable("not now", null));
                    } else {
                        history.addAll(batch);
                        result.complete("done");
                    }
                });
                return result;
            };
            var pipeline = Pipeline.from(memory)
                    .parkingIn(failures)
                    .ordered(Ordering.key())
                    .map(OperatorsTest::text)
                    .batch(1 + random.nextInt(10), ofMillis(50))
                    .to(sink);

            try (var run = TestRun.start(pipeline, memory, time)) {
                run.passUntil(memory::hasNoLag, ofMinutes(10));
            }

            for (String key : List.of("a", "b", "c")) {
                var ofKey = history.stream().filter(v -> v.startsWith(key)).toList();
                assertThat(ofKey)
                        .as("seed %d", seed)
                        .hasSize(20)
                        .isSortedAccordingTo((x, y) -> Integer.compare(number(x), number(y)));
            }
        }
    }

    private static int number(String value) {
        return Integer.parseInt(value.substring(1));
    }

    @Test
    void aRecordIsSettledOnceAllItsPartsArrived() {
        FaultSink<String> sink = FaultSink.<String>on(time).slow(ofSeconds(2));
        put("ab", "c");

        var pipeline = texts().flatMap(v -> Arrays.asList(v.split(""))).to(value -> {
            return value.equals("b") ? new CompletableFuture<>() : sink.deliver(value);
        });
        try (var run = TestRun.start(pipeline, topics, time)) {
            run.pass(ofSeconds(10));

            assertThat(sink.taken()).containsExactlyInAnyOrder("a", "c");
            assertThat(run.stats().delivered()).isEqualTo(1);
            assertThat(topics.committed()).containsEntry(PARTITION, 0L);
        }
    }

    @Test
    void onlyThePartThatFailedIsTriedAgain() {
        var calls = new ArrayList<String>();
        put("abc");

        runToEnd(texts().flatMap(v -> Arrays.asList(v.split(""))).toEach(part -> {
            calls.add(part);
            if (part.equals("b") && calls.size() < 6) {
                throw DeliveryException.retriable("not now", null);
            }
        }));

        assertThat(calls).containsExactly("a", "b", "c", "b", "b", "b");
    }

    @Test
    void aRecordThatBecomesNothingIsSettled() {
        put("a", "b");

        try (var run = TestRun.start(texts().flatMap(v -> List.<String>of()).toEach(v -> {}), topics, time)) {
            run.passUntil(topics::hasNoLag, ofSeconds(5));
        }
    }

    @Test
    void partsOfManyRecordsCanBeBatchedAgain() {
        FaultSink<List<String>> sink = FaultSink.<List<String>>on(time).poisonWhere(batch -> batch.contains("x"));
        put("ab", "cx", "de");

        runToEnd(texts().flatMap(v -> Arrays.asList(v.split("")))
                .batch(4, ofSeconds(1))
                .to(sink));

        assertThat(failures.parked())
                .singleElement()
                .satisfies(p -> assertThat(text(p.record())).isEqualTo("cx"));
        assertThat(sink.taken().stream().flatMap(List::stream)).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    }

    @Test
    void aRecordIsSettledOnceItArrivedInAllBranches() {
        FaultSink<String> left = FaultSink.on(time);
        FaultSink<String> right = FaultSink.<String>on(time).down();
        put("a", "b");

        var pipeline = texts().branch(
                        to -> to.to(left), to -> to.filter(v -> v.equals("b")).to(right));
        try (var run = TestRun.start(pipeline, topics, time)) {
            run.pass(ofSeconds(30));
            assertThat(topics.committed()).containsEntry(PARTITION, 1L);
            right.heal();
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(left.taken()).containsExactly("a", "b");
        assertThat(right.taken()).containsExactly("b");
    }

    @Test
    void scanFoldsThePartitionInOrder() {
        FaultSink<Integer> sink = FaultSink.on(time);
        put("1", "2", "3");

        runToEnd(texts().ordered(Ordering.partition())
                .scan(() -> 0, (Integer sum, String value) -> sum + Integer.parseInt(value))
                .to(sink));

        assertThat(sink.taken()).containsExactly(1, 3, 6);
    }

    @Test
    void scanMakesASlidingWindow() {
        FaultSink<List<String>> sink = FaultSink.on(time);
        put("1", "2", "3", "4");

        runToEnd(texts().ordered(Ordering.partition())
                .scan(
                        () -> List.<String>of(),
                        (last, value) -> Stream.concat(last.stream(), Stream.of(value))
                                .skip(last.size() == 3 ? 1 : 0)
                                .toList())
                .filter(last -> last.size() == 3)
                .to(sink));

        assertThat(sink.taken()).containsExactly(List.of("1", "2", "3"), List.of("2", "3", "4"));
    }

    @Test
    void scanWithoutPartitionOrderIsRefused() {
        assertThatThrownBy(() ->
                        texts().scan(() -> 0, (Integer n, String v) -> n + 1).toEach(v -> {}))
                .hasMessageContaining("ordered(Ordering.partition())");
    }

    @Test
    void scanInABranchNeedsPartitionOrderToo() {
        assertThatThrownBy(() -> texts().branch(to ->
                        to.scan(() -> 0, (Integer n, String v) -> n + 1).toEach(v -> {})))
                .hasMessageContaining("ordered(Ordering.partition())");
    }

    @Test
    void scanBehindWhatLetsValuesGoSideBySideIsRefused() {
        var inOrder = texts().ordered(Ordering.partition());

        assertThatThrownBy(() -> inOrder.flatMap(v -> List.of(v))
                        .scan(() -> 0, (Integer n, String v) -> n + 1)
                        .toEach(v -> {}))
                .hasMessageContaining("scan behind flatMap");
        assertThatThrownBy(() -> inOrder.batch(2, ofSeconds(1))
                        .branch(to -> to.scan(() -> 0, (Integer n, List<String> v) -> n + 1)
                                .toEach(v -> {})))
                .hasMessageContaining("scan behind batch");
    }

    @Test
    void holdingKeysWithoutAnOrderIsRefused() {
        assertThatThrownBy(() -> texts().whenGivenUp(FailurePolicy.HOLD_KEY).toEach(v -> {}))
                .hasMessageContaining("ordered(Ordering.key())");
    }

    @Test
    void aRateIsKept() {
        FaultSink<String> sink = FaultSink.on(time);
        for (int i = 0; i < 100; i++) {
            put("v" + i);
        }

        try (var run = TestRun.start(texts().rateLimit(10).to(sink), topics, time)) {
            run.pass(ofSeconds(5));
        }

        assertThat(sink.taken()).hasSizeBetween(49, 51);
    }

    @Test
    void tellsOfEverySettledRecord() {
        var heard = new ArrayList<String>();
        put("a", "skip", "x");

        runToEnd(texts().filter(v -> !v.equals("skip"))
                .whenSettled((record, how) -> heard.add(text(record) + " " + how))
                .toEach(v -> {
                    if (v.equals("x")) {
                        throw DeliveryException.poison("x");
                    }
                }));

        assertThat(heard).containsExactlyInAnyOrder("a DELIVERED", "skip FILTERED", "x PARKED");
    }

    @Test
    void aListenerThatThrowsEndsNothing() {
        FaultSink<String> sink = FaultSink.on(time);
        put("a", "b");

        runToEnd(texts().whenSettled((record, how) -> {
                    throw new IllegalStateException("broken");
                })
                .to(sink));

        assertThat(sink.taken()).containsExactly("a", "b");
    }

    @Test
    void remembersTheLastValueOfACheckpoint() {
        put("a", "b");
        var pipeline = texts().checkpoint("text").toEach(v -> {});

        runToEnd(pipeline);

        assertThat(pipeline.checkpoint("text")).contains("b");
        assertThat(pipeline.checkpoint("other")).isEmpty();
    }

    @Test
    void aBatchThatWaitsIsNotLostWhenThePartitionGoes() {
        FaultSink<List<String>> sink = FaultSink.on(time);
        put("a", "b", "c");

        try (var run = TestRun.start(texts().batch(100, ofMinutes(1)).to(sink), topics, time)) {
            run.pass(ofSeconds(1));
            assertThat(sink.taken()).isEmpty();
            run.source().revoke(List.of(PARTITION));
            run.pass(ofSeconds(1));
        }

        assertThat(sink.taken()).containsExactly(List.of("a", "b", "c"));
        assertThat(topics.committed()).containsEntry(PARTITION, 3L);
    }
}
