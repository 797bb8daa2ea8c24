package dev.waybill.bench.contender;

import static java.time.Duration.ofMillis;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.util.retry.Retry;

/**
 * Reactor Kafka: acknowledged in order where handling takes no time, out of order otherwise. It has no retry and no
 * failure store of its own; its documents advise Reactor's retry, after which the record is given up.
 */
final class ReactorReceiver implements Contender {
    /** A low bound pauses it in mid-flight. */
    private static final int MOST_DEFERRED = 2_000_000;

    private static final Retry RETRY = Retry.backoff(8, ofMillis(200));

    @Override
    public String name() {
        return "Reactor Kafka";
    }

    @Override
    public Running start(Job job) {
        var handler = job.handler();
        var options = ReceiverOptions.<byte[], byte[]>create(job.consumer())
                .subscription(List.of(job.topic()))
                .commitInterval(Job.COMMIT_INTERVAL)
                .commitBatchSize(0)
                .maxDeferredCommits(handler.isImmediate() ? 0 : MOST_DEFERRED);
        var records = KafkaReceiver.create(options).receive();
        var handled = handler.isImmediate()
                ? records.doOnNext(r -> {
                    handler.run(r.key(), r.partition(), r.offset());
                    r.receiverOffset().acknowledge();
                })
                : outOfOrder(records, handler, job.inFlight());
        var subscription = handled.subscribe(r -> {}, thrown -> {});
        return subscription::dispose;
    }

    private static Flux<?> outOfOrder(Flux<ReceiverRecord<byte[], byte[]>> records, Handler handler, int inFlight) {
        return records.flatMap(
                r -> Mono.defer(() -> Mono.fromCompletionStage(handler.start(r.key(), r.partition(), r.offset())))
                        .retryWhen(RETRY)
                        .onErrorResume(thrown -> Mono.empty())
                        .doOnTerminate(() -> r.receiverOffset().acknowledge()),
                inFlight);
    }
}
