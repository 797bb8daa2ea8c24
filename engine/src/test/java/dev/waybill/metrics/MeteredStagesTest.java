package dev.waybill.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.delivery.Stage;
import dev.waybill.failure.DeliveryException;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MeteredStagesTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aStepIsCountedByHowItEnded() {
        var step = (Stage.Now) around(new Stage.Now(v -> v.equals(2) ? Stage.FILTERED : v), new Stage.Now(v -> v))
                .get(0);

        assertThat(step.step().apply(1)).isEqualTo(1);
        assertThat(step.step().apply(2)).isSameAs(Stage.FILTERED);

        assertThat(stage("1", "done").count()).isEqualTo(1);
        assertThat(stage("1", "filtered").count()).isEqualTo(1);
    }

    @Test
    void aSinkIsTimedUntilItHasConfirmed() {
        var answer = new CompletableFuture<Object>();
        var sink = (Stage.Later) around(new Stage.Later(v -> answer)).get(0);

        assertThat(sink.step().apply("x")).isSameAs(answer);
        assertThat(sink("delivered").count()).isZero();
        answer.complete("ok");

        assertThat(sink("delivered").count()).isEqualTo(1);
    }

    @Test
    void aFailureIsCountedByItsClassAndPassedOn() {
        var thrown = DeliveryException.throttled("slow down", null);
        var failing = (Stage.Now) around(new Stage.Now(v -> {
                    throw thrown;
                }))
                .get(0);
        var late = (Stage.Later)
                around(new Stage.Later(v -> CompletableFuture.failedFuture(DeliveryException.poison("no"))))
                        .get(0);

        assertThatThrownBy(() -> failing.step().apply("x")).isSameAs(thrown);
        assertThat(late.step().apply("x").toCompletableFuture()).isCompletedExceptionally();

        assertThat(sink("throttled").count()).isEqualTo(1);
        assertThat(sink("poison").count()).isEqualTo(1);
        assertThat(registry.get("waybill.retries")
                        .tag("class", "throttled")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.find("waybill.retries").tag("class", "poison").counter())
                .isNull();
    }

    @Test
    void whatASinkAsksForInSeveralAnswersAtOnceCountsOnce() {
        var time = new MockClock();
        var meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, time);
        var sink = (Stage.Now) new MeteredStages(meters, "p")
                .around(List.of(new Stage.Now(asked -> {
                    throw DeliveryException.throttled("slow down", (Duration) asked);
                })))
                .get(0);

        fail(sink, Duration.ofSeconds(10));
        time.add(Duration.ofSeconds(4));
        fail(sink, Duration.ofSeconds(10));
        fail(sink, Duration.ofSeconds(2));
        time.add(Duration.ofMinutes(1));
        fail(sink, Duration.ofSeconds(3));

        assertThat(meters.get("waybill.throttled.seconds").counter().count()).isEqualTo(17);
    }

    private static void fail(Stage.Now sink, Duration asked) {
        assertThatThrownBy(() -> sink.step().apply(asked)).isInstanceOf(DeliveryException.class);
    }

    @Test
    void aStepOfEachKindIsTimedInsideBranchesToo() {
        var each = new Stage.Each(v -> List.of(v, v));
        var scan = new Stage.Scan(() -> 0, (state, v) -> v);
        var gather = new Stage.Gather(2, Duration.ofSeconds(1));
        var sink = new Stage.Now(v -> v);
        var stages = around(
                each,
                new Stage.Checkpoint("c"),
                new Stage.Branches(List.of(List.of(sink), List.of(gather, scan, sink))));

        assertThat(((Stage.Each) stages.get(0)).step().apply("x")).isNotNull();
        var chains = ((Stage.Branches) stages.get(2)).chains();
        assertThat(((Stage.Now) chains.get(0).get(0)).step().apply("x")).isNotNull();
        assertThat(((Stage.Scan) chains.get(1).get(1)).step().apply(0, "x")).isNotNull();
        assertThat(((Stage.Now) chains.get(1).get(2)).step().apply("x")).isNotNull();

        assertThat(stages.get(1)).isEqualTo(new Stage.Checkpoint("c"));
        assertThat(chains.get(1).get(0)).isSameAs(gather);
        assertThat(stage("1", "done").count()).isEqualTo(1);
        assertThat(stage("3.2.2", "done").count()).isEqualTo(1);
        assertThat(sink("delivered").count()).isEqualTo(2);
        assertThat(registry.find("waybill.stage").tag("stage", "2").timer()).isNull();
    }

    private List<Stage> around(Stage... stages) {
        return new MeteredStages(registry, "p").around(List.of(stages));
    }

    private Timer stage(String number, String outcome) {
        return registry.get("waybill.stage")
                .tags("stage", number, "outcome", outcome)
                .timer();
    }

    private Timer sink(String outcome) {
        return registry.get("waybill.sink.request").tags("outcome", outcome).timer();
    }
}
