package dev.waybill.pipeline;

import static dev.waybill.pipeline.Json.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.delivery.Ordering;
import dev.waybill.failure.FailureClass;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemoryTopics;
import dev.waybill.testkit.TestRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A step that answers null fails, by name; the next one is never given anything else instead. */
final class NoAnswerTest {
    private static final ManualTime TIME = new ManualTime();

    private final MemoryTopics topics = MemoryTopics.of("t", 1);
    private final MemoryFailures failures = new MemoryFailures();
    private final List<Object> taken = new ArrayList<>();

    private PipelineBuilder<String> texts() {
        return Pipeline.from(topics)
                .parkingIn(failures)
                .retrying(new RetryPolicy(2, 0, ofMillis(1), ofMillis(10)))
                .map(record -> new String(requireNonNull(record.value()), UTF_8));
    }

    private void put(String... values) {
        for (String value : values) {
            topics.put("t", 0, value, value);
        }
    }

    private void runToEnd(Pipeline pipeline) {
        try (var run = TestRun.start(pipeline, topics, TIME)) {
            run.passUntil(topics::hasNoLag, ofMinutes(1));
        }
    }

    private static @Nullable String unlessX(String value) {
        return value.contains("x") ? null : value;
    }

    private static CompletableFuture<@Nullable String> later(@Nullable String value) {
        var later = new CompletableFuture<@Nullable String>();
        TIME.after(ofMillis(5), () -> later.complete(value));
        return later;
    }

    private static Arguments step(String name, UnaryOperator<PipelineBuilder<String>> step) {
        return Arguments.of(name, step);
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                step("map", p -> p.map(NoAnswerTest::unlessX)),
                step("mapAsync at once", p -> p.mapAsync(v -> CompletableFuture.completedFuture(unlessX(v)))),
                step("mapAsync later", p -> p.mapAsync(v -> later(unlessX(v)))),
                step("mapAsync without a stage", p -> p.mapAsync(v -> v.equals("x") ? null : later(v))),
                step("flatMap without values", p -> p.flatMap(v -> v.equals("x") ? null : List.of(v))),
                step("flatMap with a value that is none", p -> p.flatMap(v -> Arrays.asList(unlessX(v)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void theRecordIsGivenUpAndTheStepIsNamed(String name, UnaryOperator<PipelineBuilder<String>> step) {
        put("a", "x", "b");

        runToEnd(step.apply(texts()).map(v -> (Object) v).toEach(taken::add));

        assertThat(taken).containsExactlyInAnyOrder("a", "b");
        assertThat(failures.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.record().offset()).isEqualTo(1);
            assertThat(parked.failure().failureClass()).isEqualTo(FailureClass.BUG);
            assertThat(parked.failure().reason()).startsWith("step 2 answered null, expected a value");
        });
    }

    @Test
    void aStateThatIsNullIsNotKept() {
        put("a", "x");
        var pipeline = texts().ordered(Ordering.partition())
                .scan(() -> "", (state, v) -> unlessX(v))
                .toEach(taken::add);

        try (var run = TestRun.start(pipeline, topics, TIME)) {
            run.pass(ofMillis(100));
            var why = pipeline.why().toCompletableFuture();
            run.tick();

            var head = why.join().partitions().get(0).blocking().orElseThrow();
            assertThat(head.attempts().lastError().orElseThrow()).startsWith("step 2 answered null");
            assertThat(taken).containsExactly("a");
        }
    }

    @Test
    void aStepOfABranchIsNamedAsSuch() {
        put("x", "a");

        runToEnd(texts().branch(to -> to.map(NoAnswerTest::unlessX).toEach(taken::add)));

        assertThat(taken).containsExactly("a");
        assertThat(failures.parked())
                .singleElement()
                .satisfies(
                        parked -> assertThat(parked.failure().reason()).startsWith("step 1 of a branch answered null"));
    }

    @Test
    void aSinkNeedNotAnswerWithAnything() {
        put("a", "b");

        runToEnd(texts().to(v -> v.equals("a") ? CompletableFuture.completedFuture(null) : later(null)));

        assertThat(failures.parked()).isEmpty();
    }

    @Test
    void theJsonLiteralNullIsPoison() {
        put("null", "{\"a\":1}");

        runToEnd(Pipeline.from(topics).parkingIn(failures).map(json(Map.class)).toEach(taken::add));

        assertThat(taken).containsExactly(Map.of("a", 1));
        assertThat(failures.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.failure().failureClass()).isEqualTo(FailureClass.POISON);
            assertThat(parked.failure().reason())
                    .isEqualTo("the value is null (the JSON literal null), expected JSON for Map");
        });
    }
}
