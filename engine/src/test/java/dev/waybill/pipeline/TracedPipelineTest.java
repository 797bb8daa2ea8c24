package dev.waybill.pipeline;

import static dev.waybill.trace.KeptAttempts.FOLLOWED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.delivery.Ordering;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.testkit.FaultSink;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemoryTopics;
import dev.waybill.testkit.TestRun;
import dev.waybill.trace.Attempt;
import dev.waybill.trace.CurrentAttempt;
import dev.waybill.trace.Ending;
import dev.waybill.trace.KeptAttempts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tracer hears of each attempt, and which attempt a step works for. */
final class TracedPipelineTest {
    private final ManualTime time = new ManualTime();
    private final MemoryTopics topics = MemoryTopics.of("t", 1);
    private final MemoryFailures failures = new MemoryFailures();
    private final KeptAttempts attempts = new KeptAttempts();
    private final List<String> handedOn = new ArrayList<>();
    private long offset;

    private PipelineBuilder<String> texts() {
        return Pipeline.from(topics)
                .parkingIn(failures)
                .retrying(new RetryPolicy(3, 0, ofMillis(10), ofMillis(20)))
                .tracedBy(attempts)
                .map(record -> new String(requireNonNull(record.value()), UTF_8));
    }

    private void put(String value, List<Header> headers) {
        byte[] bytes = value.getBytes(UTF_8);
        topics.put(new KafkaRecord("t", 0, offset++, 0, bytes, bytes, headers, 0));
    }

    private void putFollowed(String... values) {
        Stream.of(values).forEach(value -> put(value, FOLLOWED));
    }

    private void runToEnd(Pipeline pipeline) {
        try (var run = TestRun.start(pipeline, topics, time)) {
            run.passUntil(topics::hasNoLag, ofMinutes(10));
        }
    }

    private <T> T handOn(T value) {
        CurrentAttempt.handOn((name, header) -> handedOn.add(value + " goes with " + header));
        return value;
    }

    @Test
    void anAttemptEndsWhenItsRecordIsSettled() {
        putFollowed("a", "b");

        runToEnd(texts().filter(value -> !value.equals("b")).toEach(value -> {}));

        assertThat(attempts.ends()).containsExactly("a 1: DELIVERED", "b 1: FILTERED");
    }

    @Test
    void recordsThatAreNotFollowedArriveAmongThoseThatAre() {
        put("a", List.of());
        putFollowed("b");
        put("c", List.of());
        FaultSink<String> sink = FaultSink.on(time);

        runToEnd(texts().map(this::handOn).to(sink));

        assertThat(sink.taken()).containsExactly("a", "b", "c");
        assertThat(attempts.ends()).containsExactly("b 1: DELIVERED");
        assertThat(handedOn).containsExactly("b goes with of b 1");
    }

    @Test
    void eachAttemptIsOneOfItsOwnWithWhatWentWrong() {
        putFollowed("a");
        FaultSink<String> sink = FaultSink.<String>on(time).fail(100);

        try (var run = TestRun.start(texts().to(sink), topics, time)) {
            run.passUntil(() -> sink.calls() == 2, ofMinutes(1));
            sink.heal();
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(attempts.ends())
                .containsExactly("a 1: RETRIED TRANSIENT", "a 2: RETRIED TRANSIENT", "a 3: DELIVERED");
    }

    @Test
    void aPoisonedRecordsAttemptEndsOnceItIsParked() {
        putFollowed("x");
        failures.refuse(1);
        FaultSink<String> sink = FaultSink.<String>on(time).poisonWhere(value -> value.equals("x"));

        try (var run = TestRun.start(texts().to(sink), topics, time)) {
            run.pass(ofMillis(500));
            assertThat(attempts.ends()).containsExactly("x 1: null");
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(attempts.ends()).containsExactly("x 1: PARKED POISON");
    }

    @Test
    void anAttemptThatStopsItsPartitionSaysSo() {
        putFollowed("x");
        FaultSink<String> sink = FaultSink.<String>on(time).poisonWhere(value -> true);

        try (var run = TestRun.start(texts().whenGivenUp(FailurePolicy.STOP).to(sink), topics, time)) {
            run.pass(ofSeconds(1));
        }

        assertThat(attempts.ends()).containsExactly("x 1: STOPPED POISON");
    }

    @Test
    void whatIsDeliveredTogetherIsOneAttemptOfAll() {
        putFollowed("a");
        put("b", List.of());
        putFollowed("c");

        runToEnd(texts().batch(3, ofSeconds(1)).map(this::handOn).toEach(list -> {}));

        assertThat(attempts.ends())
                .containsExactly("a 1: DELIVERED", "c 1: DELIVERED", "group of 3 [a 1, c 1]: DELIVERED");
        assertThat(handedOn).containsExactly("[a, b, c] goes with of group of 3");
    }

    @Test
    void aBatchThatIsHalvedUntilTheCulpritIsAloneEndsEachAttemptOnce() {
        putFollowed("a", "b", "x");
        FaultSink<List<String>> sink = FaultSink.<List<String>>on(time).poisonWhere(list -> list.contains("x"));

        runToEnd(texts().batch(3, ofSeconds(1)).to(sink));

        assertThat(attempts.ends())
                .contains("a 1: DELIVERED", "b 1: DELIVERED", "x 1: PARKED POISON")
                .contains("group of 3 [a 1, b 1, x 1]: SHARED POISON", "group of 1 [x 1]: SHARED POISON")
                .allSatisfy(end -> assertThat(end).doesNotContain("null"));
    }

    @Test
    void aMisconfiguredSinkEndsTheAttemptsOfAWholeBatch() {
        putFollowed("a", "b");

        try (var run = TestRun.start(
                texts().batch(2, ofSeconds(1)).toEach(list -> {
                    throw DeliveryException.misconfigured("no such table");
                }),
                topics,
                time)) {
            run.pass(ofSeconds(1));
        }

        assertThat(attempts.ends()).contains("a 1: STOPPED MISCONFIGURED", "b 1: STOPPED MISCONFIGURED");
    }

    @Test
    void partsOfARecordBelongToItsAttempt() {
        putFollowed("ab");

        runToEnd(texts().flatMap(value -> List.of(value.substring(0, 1), value.substring(1)))
                .map(this::handOn)
                .toEach(value -> {}));

        assertThat(handedOn).containsExactly("a goes with of ab 1", "b goes with of ab 1");
        assertThat(attempts.ends()).containsExactly("ab 1: DELIVERED");
    }

    @Test
    void aStepThatGoesOnLaterStillWorksForItsAttempt() {
        putFollowed("a");
        var later = new CompletableFuture<String>();

        try (var run =
                TestRun.start(texts().mapAsync(value -> later).map(this::handOn).toEach(value -> {}), topics, time)) {
            run.pass(ofMillis(50));
            later.complete("b");
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(handedOn).containsExactly("b goes with of a 1");
        assertThat(CurrentAttempt.get()).isNull();
    }

    @Test
    void aRecordWhosePartitionWentAwayIsNotSettledHere() {
        putFollowed("a");
        var never = new CompletableFuture<String>();
        var run = TestRun.start(texts().mapAsync(value -> never).toEach(value -> {}), topics, time);

        run.source().lose();
        run.pass(ofMillis(50));
        never.complete("a");
        run.pass(ofMillis(50));

        assertThat(attempts.ends()).containsExactly("a 1: UNSETTLED");
    }

    @Test
    void aTracerThatThrowsHarmsNoDelivery() {
        putFollowed("a", "b");
        FaultSink<String> sink = FaultSink.on(time);

        runToEnd(texts().tracedBy(delivery -> {
                    if (delivery.record().keyText().equals("a")) {
                        throw new IllegalStateException("cannot begin");
                    }
                    return Optional.of(new ThrowingAttempt());
                })
                .map(this::handOn)
                .to(sink));

        assertThat(sink.taken()).containsExactly("a", "b");
    }

    private static final class ThrowingAttempt implements Attempt {
        @Override
        public Scope enter() {
            throw new IllegalStateException("cannot enter");
        }

        @Override
        public void handOn(BiConsumer<String, String> header) {
            throw new IllegalStateException("cannot hand on");
        }

        @Override
        public void ended(Ending how, Optional<Failure> why) {
            throw new IllegalStateException("cannot end");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverFailsEachAttemptEndsOnce(long seed) {
        FaultSink<List<String>> sink = FaultSink.<List<String>>on(time, seed)
                .fail(30)
                .slow(ofMillis(30))
                .poisonWhere(list -> list.contains("r17") || list.contains("r71"));
        for (int i = 0; i < 100; i++) {
            put("r" + i, i % 3 == 0 ? List.of() : FOLLOWED);
        }

        runToEnd(texts().ordered(Ordering.key()).batch(7, ofMillis(50)).to(sink));

        assertThat(attempts.ends())
                .hasSizeGreaterThan(66)
                .allSatisfy(end -> assertThat(end).doesNotContain("null"));
        assertThat(attempts.ends().stream().filter(end -> end.matches("r\\d+ \\d+: (DELIVERED|PARKED POISON)")))
                .hasSize(66);
    }
}
