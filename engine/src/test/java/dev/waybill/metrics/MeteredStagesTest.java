package dev.waybill.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.delivery.Stage;
import dev.waybill.failure.DeliveryException;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
