package dev.waybill.pid.register;

import static dev.waybill.pid.handle.HandleSamples.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FanOutTest {
    @Test
    void startsNoMoreThanItsWidth() {
        var started = new ArrayList<CompletableFuture<String>>();

        var result = FanOut.run(List.of(1, 2, 3, 4, 5), 2, item -> {
                    var task = new CompletableFuture<String>();
                    started.add(task);
                    return task;
                })
                .toCompletableFuture();

        assertThat(started).hasSize(2);
        started.get(0).complete("done");
        assertThat(started).hasSize(3);
        started.get(1).completeExceptionally(DeliveryException.retriable("later", null));
        started.get(2).complete("done");
        started.get(3).complete("done");
        assertThat(result).isNotDone();
        started.get(4).complete("done");
        assertThat(result.join()).extracting(Failure::reason).containsExactly("later");
    }

    @Test
    void tasksThatAreDoneAtOnceNeedNoStack() {
        var items = IntStream.range(0, 200_000).boxed().toList();

        assertThat(join(FanOut.run(items, 3, i -> CompletableFuture.completedFuture(i))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MISCONFIGURED, 1", "UNAVAILABLE, 1", "THROTTLED, 1", "TRANSIENT, 10", "POISON, 10", "BUG, 10"})
    void stopsAfterAFailureThatAllWouldShare(FailureClass failureClass, int expected) {
        var items = IntStream.range(0, 10).boxed().toList();
        var thrown = new DeliveryException(new Failure(failureClass, "no", null, null));

        assertThat(join(FanOut.run(items, 1, i -> CompletableFuture.failedFuture(thrown))))
                .hasSize(expected);
    }

    @Test
    void nothingToDoIsDone() {
        assertThat(join(FanOut.run(List.<Integer>of(), 1, i -> CompletableFuture.completedFuture(i))))
                .isEmpty();
    }

    @Test
    void theWorstFailureDecides() {
        var all = new ArrayList<Failure>();
        for (var c : List.of("BUG", "TRANSIENT", "UNAVAILABLE", "THROTTLED", "POISON", "MISCONFIGURED")) {
            all.add(new Failure(FailureClass.valueOf(c), "because of " + c, null, null));

            Failure worst = WorstFailure.of(all, "1 of 9 handles written").failure();

            assertThat(worst.failureClass()).hasToString(c);
            assertThat(worst.reason()).isEqualTo("because of " + c + "; 1 of 9 handles written");
        }
    }
}
