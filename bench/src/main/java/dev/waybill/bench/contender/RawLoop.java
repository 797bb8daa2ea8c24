package dev.waybill.bench.contender;

import static java.time.Duration.ofMillis;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A bare consumer loop that handles on the polling thread: the ceiling where handling takes no time. */
final class RawLoop implements Contender {
    private final String name;
    private final Map<String, Object> more;

    /** A loop whose consumer has {@code more} properties than everyone's. */
    RawLoop(String name, Map<String, Object> more) {
        this.name = name;
        this.more = more;
    }

    @Override
    public String name() {
        return name;
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

    private void poll(Job job, BooleanSupplier isStopped) {
        var handler = job.handler();
        var properties = job.consumer();
        properties.putAll(more);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties)) {
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
