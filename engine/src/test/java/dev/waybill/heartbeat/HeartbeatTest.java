package dev.waybill.heartbeat;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.pipeline.Orders;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HeartbeatTest {
    @Test
    void aHeartbeatHasTheFieldsOfAnOpenMsiStreamConsumerInTheirOrder() {
        var text = BeatText.of(
                Instant.parse("2026-11-21T06:00:00.0012Z"),
                PipelineCounter.counts(5, 4, 50, 40),
                PipelineCounter.counts(1, 1, 10, 10));

        assertThat(text)
                .isEqualTo("{\"timestamp\":\"2026-11-21T06:00:00.001200+00:00\",\"n_messages_read\":4,"
                        + "\"n_messages_processed\":3,\"n_bytes_read\":40,\"n_bytes_processed\":30}");
    }

    @Test
    void theFirstComesAtOnceTheLastAtTheEndAndAllOfThemAddUp() throws Exception {
        var target = new Beats();
        PipelineObserver beating = pipeline -> beating(pipeline, Duration.ofMillis(20), target);
        var pipeline = Pipeline.from(Orders.of(10)).observedBy(beating).to(r -> {
            return r.offset() == 9 ? new CompletableFuture<>() : CompletableFuture.completedFuture("ok");
        });
        var run = CompletableFuture.supplyAsync(pipeline::run, task -> new Thread(task, "deliver").start());

        await().atMost(ofMinutes(2)).until(() -> target.sum("n_messages_processed") == 9);
        await().atMost(ofMinutes(2)).until(() -> target.texts.size() >= 4);

        assertThat(target.sum("n_messages_read")).isEqualTo(10);
        assertThat(target.sum("n_bytes_read")).isEqualTo(100);
        assertThat(target.sum("n_bytes_processed")).isEqualTo(90);
        assertThat(target.closed).isFalse();
        assertThat(run).isNotDone();
    }

    @Test
    void aRunThatEndsSendsALastOne() {
        var target = new Beats();
        PipelineObserver beating = pipeline -> beating(pipeline, Duration.ofHours(1), target);
        var pipeline = Pipeline.from(Orders.of(10))
                .observedBy(beating)
                .exitAtEnd()
                .to(r -> CompletableFuture.completedFuture("ok"));

        pipeline.run();

        assertThat(target.texts).hasSize(2);
        assertThat(target.sum("n_messages_processed")).isEqualTo(10);
        assertThat(target.closed).isTrue();
    }

    @Test
    void whoDoesNotAnswerGivesNoSignOfLife() {
        var target = new Beats();
        var settings = new Heartbeat("beats", "program", Duration.ofHours(1), Map.of());

        HeartbeatSender.start(settings, "deaf", Optional::empty, InstantSource.system(), target)
                .close();

        assertThat(target.texts).isEmpty();
        assertThat(target.closed).isTrue();
    }

    private static AutoCloseable beating(Pipeline pipeline, Duration interval, BeatTarget target) {
        var settings = new Heartbeat("beats", "program", interval, Map.of());
        return HeartbeatSender.start(settings, pipeline.name(), new PipelineCounter(pipeline), pipeline.time(), target);
    }

    private static final class Beats implements BeatTarget {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        @Override
        public void send(String text) {
            texts.add(text);
        }

        long sum(String field) {
            return texts.stream()
                    .mapToLong(t -> JsonMapper.shared().readTree(t).path(field).asLong())
                    .sum();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
