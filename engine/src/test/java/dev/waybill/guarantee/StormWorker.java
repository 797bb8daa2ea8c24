package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.source.KafkaSource;
import java.nio.file.Path;

/** A process that delivers, to be killed, stopped and started. Arguments: servers, topic, folder, its name. */
final class StormWorker {
    static final RetryPolicy RETRY = new RetryPolicy(4, 5, ofMillis(50), ofMillis(500));
    static final Limits LIMITS =
            Limits.DEFAULT.withInFlight(40).withBuffered(200).withDrain(ofSeconds(2));

    private StormWorker() {}

    public static void main(String[] arguments) throws Exception {
        String topic = arguments[1];
        Path folder = Path.of(arguments[2]);
        String name = arguments[3];
        var source = KafkaSource.topic(topic)
                .group(topic)
                .servers(arguments[0])
                .property("session.timeout.ms", 3_000)
                .property("heartbeat.interval.ms", 500)
                .property("metadata.max.age.ms", 1_000);
        try (var witness = new FileWitness(name, folder)) {
            var files = new FileFailureStore(folder.resolve("failures-" + name));
            FailureStore failures = records -> {
                files.park(records);
                records.forEach(parked -> witness.parked(parked.record()));
            };
            try (var pipeline = Pipeline.from(() -> new WatchedSource(source.open(), witness))
                    .named(name)
                    .ordered(Ordering.key())
                    .within(LIMITS)
                    .retrying(RETRY)
                    .parkingIn(failures)
                    .to(new StormSink(witness, folder))) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(pipeline)));
                pipeline.run();
            }
        }
    }

    private static void end(Pipeline pipeline) {
        pipeline.stop();
        try {
            pipeline.awaitEnd(ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
