package dev.waybill.bench.contender;

import static java.time.Duration.ofMillis;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Options of Confluent's Parallel Consumer for a job: its fastest commit mode, a retry as soon as Waybill's first. */
final class ParallelConsumerOptionsOf {
    private static final Duration RETRY = ofMillis(200);

    private ParallelConsumerOptionsOf() {}

    static ParallelConsumerOptions<byte[], byte[]> job(
            Job job, ProcessingOrder order, int inFlight, Duration commitInterval) {
        return ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(new KafkaConsumer<>(job.consumer()))
                .ordering(order)
                .maxConcurrency(inFlight)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .commitInterval(commitInterval)
                .retryDelayProvider(record -> RETRY)
                .build();
    }
}
