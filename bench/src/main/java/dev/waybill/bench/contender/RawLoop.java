package dev.waybill.bench.contender;

import static java.time.Duration.ofMillis;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A bare consumer loop that handles on the polling thread: the ceiling where handling takes no time. */
final class RawLoop implements Contender {
    @Override
    public String name() {
        return "raw loop";
    }

    @Override
    public int mostInFlight() {
        return 1;
    }

    @Override
    public boolean keepsKeyOrder() {
        return true;
    }

    @Override
    public Running start(Job job) {
        return OwnThread.running("raw-loop", isStopped -> poll(job, isStopped));
    }

    private static void poll(Job job, BooleanSupplier isStopped) {
        var handler = job.handler();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(job.consumer())) {
            consumer.subscribe(List.of(job.topic()));
            long lastCommit = System.nanoTime();
            while (!isStopped.getAsBoolean()) {
                for (var record : consumer.poll(ofMillis(100))) {
                    handler.run(record.key(), record.partition(), record.offset());
                }
                if (System.nanoTime() - lastCommit > Job.COMMIT_INTERVAL.toNanos()) {
                    consumer.commitAsync();
                    lastCommit = System.nanoTime();
                }
            }
        }
    }
}
