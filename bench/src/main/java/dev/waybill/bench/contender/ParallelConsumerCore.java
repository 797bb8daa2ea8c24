package dev.waybill.bench.contender;

import static java.time.Duration.ofSeconds;

import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.time.Duration;
import java.util.List;

/** Confluent's Parallel Consumer, core: each record in flight holds a thread. */
final class ParallelConsumerCore implements Contender {
    private static final int ITS_DEFAULT = 16;
    private static final int MOST_THREADS = 2_000;

    private final String name;
    private final ProcessingOrder order;
    private final Duration commitInterval;

    ParallelConsumerCore(String name, ProcessingOrder order, Duration commitInterval) {
        this.name = name;
        this.order = order;
        this.commitInterval = commitInterval;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean keepsKeyOrder() {
        return order == ProcessingOrder.KEY;
    }

    @Override
    public int mostInFlight() {
        return MOST_THREADS;
    }

    @Override
    public Running start(Job job) {
        var options = ParallelConsumerOptionsOf.job(job, order, job.inFlightOr(ITS_DEFAULT), commitInterval);
        var processor = ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(job.topic()));
        processor.poll(polled -> {
            var record = polled.getSingleConsumerRecord();
            job.handler().run(record.key(), record.partition(), record.offset());
        });
        return () -> processor.closeDontDrainFirst(ofSeconds(5));
    }
}
