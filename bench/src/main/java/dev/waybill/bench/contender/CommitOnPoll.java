package dev.waybill.bench.contender;

import static java.time.Duration.ofMillis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * What many write first: hand each record to a thread pool and let the client commit what was polled. It loses what waits
 * when it dies, which shows that the measurement sees a loss.
 */
final class CommitOnPoll implements Contender {
    private static final int MOST_THREADS = 2_000;

    @Override
    public String name() {
        return "thread pool, auto-commit";
    }

    @Override
    public int mostInFlight() {
        return MOST_THREADS;
    }

    @Override
    public Running start(Job job) {
        return OwnThread.running("commit-on-poll", isStopped -> poll(job, isStopped));
    }

    private static void poll(Job job, BooleanSupplier isStopped) {
        var handler = job.handler();
        var workers = Executors.newFixedThreadPool(job.inFlight());
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties(job))) {
            consumer.subscribe(List.of(job.topic()));
            while (!isStopped.getAsBoolean()) {
                for (var record : consumer.poll(ofMillis(100))) {
                    workers.execute(() -> handler.run(record.key(), record.partition(), record.offset()));
                }
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static Map<String, Object> properties(Job job) {
        var properties = new HashMap<>(job.consumer());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, true);
        properties.put(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, (int) Job.COMMIT_INTERVAL.toMillis());
        return properties;
    }
}
