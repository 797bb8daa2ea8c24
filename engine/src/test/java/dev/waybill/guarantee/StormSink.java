package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MICROSECONDS;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pipeline.Sink;
import dev.waybill.record.KafkaRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A system of record that several processes share; it is away for as long as a file of that name exists. Thread-safe. */
final class StormSink implements Sink<KafkaRecord> {
    static final String OUTAGE = "outage";
    static final String POISON = "poison";
    private static final int LONGEST_MICROS = 20_000;

    private final Witness witness;
    private final Path outage;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "storm-sink");
        thread.setDaemon(true);
        return thread;
    });

    StormSink(Witness witness, Path folder) {
        this.witness = witness;
        this.outage = folder.resolve(OUTAGE);
    }

    @Override
    public CompletionStage<?> deliver(KafkaRecord record) {
        var answer = new CompletableFuture<KafkaRecord>();
        witness.began(record);
        var unused = timer.schedule(
                () -> answer(record, answer), ThreadLocalRandom.current().nextInt(LONGEST_MICROS), MICROSECONDS);
        return answer;
    }

    private void answer(KafkaRecord record, CompletableFuture<KafkaRecord> answer) {
        var problem = problem(record);
        if (problem == null) {
            witness.arrived(record);
            answer.complete(record);
        } else {
            answer.completeExceptionally(witness.refused(record, problem));
        }
    }

    private @Nullable DeliveryException problem(KafkaRecord record) {
        if (Files.exists(outage)) {
            return DeliveryException.retriable("connection refused", null);
        }
        byte[] value = record.value();
        if (value != null && new String(value, UTF_8).startsWith(POISON)) {
            return DeliveryException.poison("never");
        }
        return ThreadLocalRandom.current().nextInt(50) == 0 ? DeliveryException.retriable("timed out", null) : null;
    }
}
