package dev.waybill.bench.contender;

import static java.time.Duration.ofSeconds;

import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.vertx.VertxParallelStreamProcessor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Confluent's Parallel Consumer, Vert.x variant: records in flight hold no thread. */
final class ParallelConsumerVertx implements Contender {
    private static final int ADVISED = 1_000;

    private final String name;
    private final ProcessingOrder order;
    private final Duration commitInterval;

    ParallelConsumerVertx(String name, ProcessingOrder order, Duration commitInterval) {
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
    public Running start(Job job) {
        var options = ParallelConsumerOptionsOf.job(job, order, job.inFlightOr(ADVISED), commitInterval);
        VertxParallelStreamProcessor<byte[], byte[]> processor =
                VertxParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(job.topic()));
        var handler = job.handler();
        processor.vertxFuture(polled -> {
            var record = polled.getSingleConsumerRecord();
            if (handler.isImmediate()) {
                handler.run(record.key(), record.partition(), record.offset());
                return Future.succeededFuture();
            }
            return Future.fromCompletionStage(handler.start(record.key(), record.partition(), record.offset()));
        });
        return () -> processor.closeDontDrainFirst(ofSeconds(5));
    }
}
