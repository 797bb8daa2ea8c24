package dev.waybill.batch.upload;

import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.block.BlockTopic;
import dev.waybill.batch.block.PackedRows;
import dev.waybill.failure.DeliveryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends blocks to their topic. Thread-safe; each file that is sent has a {@link Sending} of its own. */
final class BlockSender implements AutoCloseable {
    private static final long QUEUE_BYTES = 48L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaProducer<byte[], byte[]> producer;

    private BlockSender(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static BlockSender connect(Map<String, String> kafka) {
        var properties = new HashMap<String, Object>(kafka);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("compression.type", "none"); // blocks are packed
        properties.put("max.request.size", BlockTopic.LARGEST_RECORD + (1 << 20));
        properties.put("buffer.memory", QUEUE_BYTES);
        properties.put("linger.ms", "5");
        properties.put("max.block.ms", PATIENCE.toMillis());
        properties.put("request.timeout.ms", (int) PATIENCE.toMillis() / 3);
        properties.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
        return new BlockSender(new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    Sending sending(String job) {
        return new Sending(producer, job);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    /** The blocks of one job, in their order. Used by one thread. */
    static final class Sending {
        private final KafkaProducer<byte[], byte[]> producer;
        private final String job;
        private final AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
        private int blocks;
        private long rows;

        private Sending(KafkaProducer<byte[], byte[]> producer, String job) {
            this.producer = producer;
            this.job = job;
        }

        /** Takes the next block as soon as there is room for it. */
        void send(PackedRows next) {
            check();
            try {
                var unused = producer.send(BlockCodec.write(job, blocks, next), (where, thrown) -> {
                    if (thrown != null) {
                        problem.compareAndSet(null, thrown);
                    }
                });
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                throw failed(e);
            }
            blocks++;
            rows += next.count();
        }

        /** Blocks that were taken. */
        int blocks() {
            return blocks;
        }

        /** Their rows. */
        long rows() {
            return rows;
        }

        /** Returns when the brokers have all of them. */
        void finish() {
            producer.flush();
            check();
        }

        private void check() {
            Exception thrown = problem.get();
            if (thrown != null) {
                throw failed(thrown);
            }
        }

        private static DeliveryException failed(Exception thrown) {
            return DeliveryException.unavailable(
                    "topic " + BlockTopic.NAME + " does not take a block: " + thrown.getMessage(), thrown);
        }
    }
}
