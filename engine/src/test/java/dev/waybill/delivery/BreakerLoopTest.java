package dev.waybill.delivery;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.pipeline.Sink;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.source.KafkaSource;
import dev.waybill.testkit.FaultSink;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemoryTopics;
import dev.waybill.testkit.TestRun;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a whole pipeline does while its sink is away, or asks for a slower pace. */
final class BreakerLoopTest {
    private static final int IN_FLIGHT = 100;

    /** Pauses of 0.5, 1, 2, 4, 8 and then 10 seconds: so many of them fit into ten minutes. */
    private static final int PROBES_IN_TEN_MINUTES = 5 + 59;

    private final ManualTime time = new ManualTime();
    private final long start = time.nanos();
    private final MemoryTopics topics = MemoryTopics.of("t", 2);
    private final MemoryFailures failures = new MemoryFailures();
    private final FaultSink<KafkaRecord> sink = FaultSink.on(time);

    private PipelineBuilder<KafkaRecord> pipeline() {
        return Pipeline.from(KafkaSource.topic("t").group("g").servers("none:1"))
                .ordered(Ordering.key())
                .within(Limits.DEFAULT.withInFlight(IN_FLIGHT))
                .parkingIn(failures);
    }

    private void put(int records, int keys) {
        for (int i = 0; i < records; i++) {
            int key = i % keys;
            topics.put("t", key % 2, "key" + key, "value" + i);
        }
    }

    @Test
    void anOutageOfTenMinutesCostsProbesOnlyAndThenEverythingArrivesInOrder() {
        put(3_000, 1_000);
        sink.down();

        try (var run = TestRun.start(pipeline().to(sink), topics, time)) {
            run.pass(ofMinutes(10));
            assertThat(sink.calls()).isBetween(PROBES_IN_TEN_MINUTES - 5, IN_FLIGHT + PROBES_IN_TEN_MINUTES);
            assertThat(topics.committed().values()).allMatch(position -> position == 0);

            sink.heal();
            run.passUntil(topics::hasNoLag, ofSeconds(30));
        }

        assertThat(failures.parked()).isEmpty();
        assertThat(sink.taken()).hasSize(3_000).doesNotHaveDuplicates();
        assertThat(offsetsByKey())
                .hasSize(1_000)
                .allSatisfy((key, offsets) -> assertThat(offsets).isSorted());
    }

    private Map<String, List<Long>> offsetsByKey() {
        return sink.taken().stream().collect(groupingBy(KafkaRecord::keyText, mapping(KafkaRecord::offset, toList())));
    }

    @Test
    void anOutageInTheMiddleOfASlowSinkIsNoDifferent() {
        put(3_000, 1_000);
        sink.slow(ofMillis(50));

        try (var run = TestRun.start(pipeline().to(sink), topics, time)) {
            run.pass(ofMillis(500));
            sink.down();
            run.pass(ofSeconds(1)); // what was under way comes back, then the breaker is open
            int before = sink.calls();
            run.pass(ofMinutes(10));
            assertThat(sink.calls() - before).isBetween(PROBES_IN_TEN_MINUTES - 10, PROBES_IN_TEN_MINUTES);

            sink.heal();
            run.passUntil(topics::hasNoLag, ofSeconds(30));
        }

        assertThat(failures.parked()).isEmpty();
        assertThat(sink.taken()).hasSize(3_000).doesNotHaveDuplicates();
    }

    @Test
    void whatTheSinkRefusesForGoodIsParkedOnceItAnswersAgain() {
        put(200, 100);
        sink.down().poisonWhere(record -> record.keyText().equals("key7"));

        try (var run = TestRun.start(pipeline().to(sink), topics, time)) {
            run.pass(ofMinutes(1));
            assertThat(failures.parked()).isEmpty();

            sink.heal();
            run.passUntil(topics::hasNoLag, ofSeconds(30));
        }

        assertThat(failures.parked())
                .hasSize(2)
                .allSatisfy(parked -> assertThat(parked.record().keyText()).isEqualTo("key7"));
        assertThat(sink.taken()).hasSize(198);
    }

    @Test
    void recordsThatAStepRefusesDoNotSpeakForTheSink() {
        put(3_000, 1_000);
        sink.down();
        var refusing = pipeline().map(record -> {
            if (record.offset() % 5 != 0) {
                throw DeliveryException.poison("value: not readable, as the test asked");
            }
            return record;
        });

        try (var run = TestRun.start(refusing.to(sink), topics, time)) {
            run.pass(ofMinutes(10));
            assertThat(sink.calls()).isLessThan(IN_FLIGHT + PROBES_IN_TEN_MINUTES);

            sink.heal();
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(sink.taken()).hasSize(600);
        assertThat(failures.parked()).hasSize(2_400);
    }

    @Test
    void aProbeThatFailsForAnUnknownReasonIsAProbeThatFailed() {
        put(300, 100);
        sink.down();
        int[] calls = {0};
        Sink<KafkaRecord> broken = record -> {
            calls[0]++;
            if (time.nanos() > start + ofSeconds(10).toNanos()
                    && time.nanos() < start + ofMinutes(5).toNanos()) {
                throw new IllegalStateException("a proxy answers for the sink");
            }
            return sink.deliver(record);
        };

        try (var run = TestRun.start(pipeline().to(broken), topics, time)) {
            run.pass(ofMinutes(5));
            assertThat(calls[0]).isLessThan(IN_FLIGHT + PROBES_IN_TEN_MINUTES);

            sink.heal();
            run.passUntil(topics::hasNoLag, ofSeconds(30));
        }

        assertThat(failures.parked()).isEmpty();
        assertThat(sink.taken()).hasSize(300);
    }

    @Test
    void aSinkThatAsksForASlowerPaceIsLeftAloneAndThenGetsHalf() {
        put(2_000, 2_000);
        var narrow = new NarrowSink(time, 40);

        try (var run = TestRun.start(pipeline().to(narrow), topics, time)) {
            int first = narrow.calls;
            assertThat(first).isGreaterThan(IN_FLIGHT / 2);

            run.pass(ofSeconds(6));
            assertThat(narrow.calls).as("left alone for seven seconds").isEqualTo(first);

            run.pass(ofSeconds(1));
            assertThat(narrow.calls - first).isBetween(1, IN_FLIGHT / 2);
            run.passUntil(topics::hasNoLag, ofMinutes(5));
        }

        assertThat(failures.parked()).isEmpty();
        assertThat(narrow.taken).isEqualTo(2_000);
    }

    @Test
    void anOutageThatLeavesASinkWhichFailsNowAndThenIsOver() {
        put(3_000, 1_000);
        sink.down();

        try (var run = TestRun.start(pipeline().to(sink), topics, time)) {
            run.pass(ofMinutes(1));
            sink.heal().fail(20);
            run.passUntil(topics::hasNoLag, ofMinutes(3));
        }

        assertThat(failures.parked()).isEmpty();
        assertThat(sink.taken()).hasSize(3_000);
    }

    @Test
    void aBrownOutParksNothingHoweverLongItTakes() {
        for (int percent : new int[] {55, 60, 70, 79}) {
            var some = MemoryTopics.of("t", 2);
            for (int i = 0; i < 3_000; i++) {
                some.put("t", i % 2, "key" + i, "value" + i);
            }
            FaultSink<KafkaRecord> flaky =
                    FaultSink.<KafkaRecord>on(time, percent).slow(ofMillis(20)).fail(percent);

            try (var run = TestRun.start(pipeline().to(flaky), some, time)) {
                run.pass(ofMinutes(30));
                flaky.heal();
                run.passUntil(some::hasNoLag, ofMinutes(1));
            }

            assertThat(failures.parked()).as("%d %% fail", percent).isEmpty();
            assertThat(flaky.taken()).hasSize(3_000);
        }
    }

    @Test
    void aRecordThatNeverArrivesIsParkedThoughTheSinkFailsNowAndThen() {
        put(20_000, 10_000);
        sink.slow(ofMillis(20)).fail(20);
        Sink<KafkaRecord> picky = record -> {
            if (record.keyText().equals("key7")) {
                throw DeliveryException.retriable("503", null);
            }
            return sink.deliver(record);
        };

        try (var run = TestRun.start(pipeline().to(picky), topics, time)) {
            for (int i = 0; i < 600 && failures.parked().size() < 2; i++) {
                topics.put("t", 0, "later" + i, "value");
                run.pass(ofMillis(100));
            }
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(failures.parked())
                .hasSize(2)
                .allSatisfy(parked -> assertThat(parked.record().keyText()).isEqualTo("key7"));
    }

    @Test
    void aSinkThatFailsInWaysNobodyForesawIsNotHammered() {
        put(3_000, 3_000);
        int[] calls = {0};
        boolean[] isBroken = {true};
        Sink<KafkaRecord> broken = record -> {
            calls[0]++;
            if (isBroken[0]) {
                throw new IllegalStateException("connection pool shut down");
            }
            return sink.deliver(record);
        };

        try (var run = TestRun.start(pipeline().to(broken), topics, time)) {
            run.pass(ofMinutes(10));
            assertThat(calls[0]).as("two a second").isEqualTo(IN_FLIGHT + 2 * 600);
            assertThat(failures.parked()).isEmpty();
            isBroken[0] = false;
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(failures.parked()).isEmpty();
        assertThat(sink.taken()).hasSize(3_000);
    }

    @Test
    void failuresTooFewToOpenTheBreakerComeOnTopOfWhatIsInFlightWhenItOpens() {
        int tooFew = 2 * BreakerPolicy.DEFAULT.fewest() - 1;
        put(tooFew, tooFew);
        int[] calls = {0};
        Sink<KafkaRecord> broken = record -> {
            calls[0]++;
            throw new IllegalStateException("connection pool shut down");
        };

        try (var run = TestRun.start(pipeline().to(broken), topics, time)) {
            run.pass(ofMillis(1));
            assertThat(calls[0]).isEqualTo(tooFew);
            for (int i = 0; i < 3_000; i++) {
                topics.put("t", i % 2, "later" + i, "value");
            }
            run.pass(ofMillis(100));
            assertThat(calls[0]).isEqualTo(tooFew + IN_FLIGHT);
        }
    }

    @Test
    void manyBrokenRecordsInARowAreParkedOnceOthersArriveAgain() {
        put(3_000, 3_000);
        Sink<KafkaRecord> picky = record -> {
            if (record.offset() < 30) {
                throw new IllegalStateException("a column that nobody foresaw");
            }
            return sink.deliver(record);
        };

        try (var run = TestRun.start(pipeline().to(picky), topics, time)) {
            for (int i = 0; i < 600 && failures.parked().size() < 60; i++) {
                topics.put("t", 0, "later" + i, "value");
                run.pass(ofMillis(200));
            }
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(failures.parked()).hasSize(60);
    }

    @Test
    void aBatchOfWhichTheAnswerWasLostComesAgainAsItWas() {
        put(300, 300);
        FaultSink<List<KafkaRecord>> batches =
                FaultSink.<List<KafkaRecord>>on(time, 3).slow(ofMillis(20)).loseAnswers(40);

        try (var run = TestRun.start(pipeline().batch(10, ofSeconds(1)).to(batches), topics, time)) {
            run.passUntil(topics::hasNoLag, ofMinutes(5));
        }

        assertThat(batches.taken().stream().distinct().mapToInt(List::size).sum())
                .isEqualTo(300);
        assertThat(batches.calls()).isGreaterThan(31);
    }

    @Test
    void noBatchIsTornApartByASinkThatFailsInWaysNobodyForesaw() {
        put(300, 300);
        boolean[] isBroken = {true};
        FaultSink<List<KafkaRecord>> batches = FaultSink.on(time);
        var refused = new HashSet<List<KafkaRecord>>();
        Sink<List<KafkaRecord>> broken = batch -> {
            if (isBroken[0]) {
                refused.add(List.copyOf(batch));
                throw new IllegalStateException("connection pool shut down");
            }
            return batches.deliver(batch);
        };

        try (var run = TestRun.start(pipeline().batch(10, ofSeconds(1)).to(broken), topics, time)) {
            run.pass(ofMinutes(5));
            isBroken[0] = false;
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(refused).isNotEmpty();
        assertThat(batches.taken()).containsAll(refused);
        assertThat(batches.taken().stream().mapToInt(List::size).sum()).isEqualTo(300);
        assertThat(failures.parked()).isEmpty();
    }

    /** Takes so many at once; asks the others to come back after seven seconds. */
    private static final class NarrowSink implements Sink<KafkaRecord> {
        private final ManualTime time;
        private final int room;
        private int underWay;
        int calls;
        int taken;

        NarrowSink(ManualTime time, int room) {
            this.time = time;
            this.room = room;
        }

        @Override
        public CompletionStage<?> deliver(KafkaRecord record) {
            calls++;
            if (underWay == room) {
                throw DeliveryException.throttled("429", ofSeconds(7));
            }
            underWay++;
            var done = new CompletableFuture<KafkaRecord>();
            time.after(ofMillis(20), () -> {
                underWay--;
                taken++;
                done.complete(record);
            });
            return done;
        }
    }
}
