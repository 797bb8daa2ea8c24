package dev.waybill.pipeline;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import dev.waybill.record.KafkaRecord;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** A sink that takes each record after a random while, and writes down when. Thread-safe. */
final class SlowSink implements Sink<KafkaRecord>, AutoCloseable {
    private final History history;
    private final Function<KafkaRecord, String> lane;
    private final int longestMicros;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

    SlowSink(History history, Function<KafkaRecord, String> lane, int longestMicros, long seed) {
        this.history = history;
        this.lane = lane;
        this.longestMicros = longestMicros;
        this.random = new Random(seed);
    }

    @Override
    public CompletionStage<?> deliver(KafkaRecord record) {
        String laneOfRecord = lane.apply(record);
        var answer = new CompletableFuture<Boolean>();
        history.began(laneOfRecord, record);
        var unused = timer.schedule(
                () -> {
                    history.arrived(laneOfRecord, record);
                    answer.complete(true);
                },
                random.nextInt(longestMicros),
                MICROSECONDS);
        return answer;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
