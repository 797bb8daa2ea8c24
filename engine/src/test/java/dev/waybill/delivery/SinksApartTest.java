package dev.waybill.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.pipeline.Sink;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.FaultSink;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemoryTopics;
import dev.waybill.testkit.TestRun;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What one sink takes says nothing of another. */
final class SinksApartTest {
    private static final int RECORDS = 4_000;
    private static final int RARE = 20;

    private final ManualTime time = new ManualTime();
    private final MemoryTopics topics = MemoryTopics.of("t", 2);
    private final MemoryFailures failures = new MemoryFailures();
    private final FaultSink<String> often = FaultSink.<String>on(time).slow(ofMillis(20));
    private final FaultSink<String> seldom = FaultSink.<String>on(time).slow(ofMillis(20));

    private int lookUps;

    private PipelineBuilder<String> texts() {
        return Pipeline.from(topics)
                .within(Limits.DEFAULT.withInFlight(50))
                .parkingIn(failures)
                .map(SinksApartTest::text);
    }

    private static String text(KafkaRecord record) {
        return new String(requireNonNull(record.value()), UTF_8);
    }

    private void put() {
        for (int i = 0; i < RECORDS; i++) {
            topics.put("t", i % 2, "key" + i, (isRare(i) ? "rare" : "plain") + i);
        }
    }

    private static boolean isRare(int i) {
        return i % RARE == 0;
    }

    private static boolean isRare(String value) {
        return value.startsWith("rare");
    }

    @Test
    void aSinkThatFewRecordsReachIsAwayHoweverManyArriveElsewhere() {
        put();
        seldom.fail(100);
        var pipeline = texts().branch(
                        to -> to.to(often),
                        to -> to.filter(SinksApartTest::isRare).to(seldom));

        try (var run = TestRun.start(pipeline, topics, time)) {
            run.pass(ofMinutes(2));
            int calls = seldom.calls();
            run.pass(ofMinutes(10));
            assertThat(seldom.calls() - calls).as("probes only").isLessThan(70);
            assertThat(failures.parked()).isEmpty();

            seldom.heal();
            run.passUntil(topics::hasNoLag, ofMinutes(2));
        }

        assertThat(failures.parked()).isEmpty();
        assertThat(seldom.taken()).hasSize(RECORDS / RARE).doesNotHaveDuplicates();
        assertThat(often.taken()).hasSize(RECORDS).doesNotHaveDuplicates();
    }

    @Test
    void aServiceThatOnlySomePartsNeedIsAwayHoweverManyPartsDoWithout() {
        put();
        boolean[] isDown = {true};
        var pipeline = texts().flatMap(text -> isRare(text) ? Arrays.asList(text) : List.<String>of())
                .mapAsync(text -> lookUp(text, isDown[0]))
                .to(seldom);

        try (var run = TestRun.start(pipeline, topics, time)) {
            run.pass(ofMinutes(10));
            assertThat(lookUps).as("probes only").isLessThan(50 + 70);
            isDown[0] = false;
            run.passUntil(topics::hasNoLag, ofMinutes(2));
        }

        assertThat(failures.parked()).isEmpty();
        assertThat(seldom.taken()).hasSize(RECORDS / RARE);
    }

    private CompletionStage<String> lookUp(String text, boolean isDown) {
        lookUps++;
        var answer = new CompletableFuture<String>();
        time.after(ofMillis(5), () -> {
            if (isDown) {
                answer.completeExceptionally(DeliveryException.retriable("no answer within 5 ms", null));
            } else {
                answer.complete(text);
            }
        });
        return answer;
    }

    @Test
    void aRecordThatOneSinkNeverTakesIsParkedWhileThatTakesOthers() {
        put();
        Sink<String> picky = text -> {
            if (text.equals("rare100")) {
                throw DeliveryException.retriable("503", null);
            }
            return seldom.deliver(text);
        };
        var pipeline = texts().branch(
                        to -> to.to(often),
                        to -> to.filter(SinksApartTest::isRare).to(picky));

        try (var run = TestRun.start(pipeline, topics, time)) {
            run.pass(ofSeconds(1));
            for (int i = 0; i < 300 && failures.parked().isEmpty(); i++) {
                topics.put("t", 0, "later" + i, "rare later" + i);
                run.pass(ofMillis(500));
            }
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }

        assertThat(failures.parked())
                .singleElement()
                .satisfies(parked -> assertThat(text(parked.record())).isEqualTo("rare100"));
    }

    @Test
    void brokenRecordsDoNotHideThatARareSinkWorks() {
        put();
        Sink<String> picky = text -> {
            if (text.startsWith("rare") && Integer.parseInt(text.substring(4)) < 10 * RARE) {
                throw DeliveryException.retriable("503", null);
            }
            return seldom.deliver(text);
        };
        var pipeline = texts().branch(
                        to -> to.to(often),
                        to -> to.filter(SinksApartTest::isRare).to(picky));

        try (var run = TestRun.start(pipeline, topics, time)) {
            run.passUntil(() -> seldom.taken().size() == RECORDS / RARE - 10, ofMinutes(20));
        }
    }

    @Test
    void aBatchInABranchIsAskedWhetherItsSinkIsBackThoughItsRecordsAreUnderWay() {
        put();
        FaultSink<List<String>> batches = FaultSink.<List<String>>on(time).down();
        var pipeline = texts().branch(
                        to -> to.to(often), to -> to.batch(7, ofSeconds(1)).to(batches));

        try (var run = TestRun.start(pipeline, topics, time)) {
            run.pass(ofMinutes(5));
            assertThat(batches.calls()).as("probes only").isLessThan(8 + 40);
            batches.heal();
            run.passUntil(topics::hasNoLag, ofMinutes(5));
        }

        assertThat(failures.parked()).isEmpty();
        assertThat(batches.taken().stream().flatMap(List::stream))
                .hasSize(RECORDS)
                .doesNotHaveDuplicates();
    }
}
