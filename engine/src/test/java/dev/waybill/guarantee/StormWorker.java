package dev.waybill.guarantee;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.pipeline.Pipeline;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/** A process that delivers, to be killed, stopped and started. Its arguments are those of {@link Start}. */
final class StormWorker {
    private static final int SAMPLE_MILLIS = 20;

    private StormWorker() {}

    /**
     * What a worker has to know.
     *
     * @param server where it delivers to
     * @param folder where it writes down what happens
     * @param name of the process
     * @param instance under which it comes back as a static member; empty for none
     */
    record Start(StormPlan plan, String brokers, String topic, URI server, Path folder, String name, String instance) {
        List<String> arguments() {
            return List.of(plan.text(), brokers, topic, server.toString(), folder.toString(), name, instance);
        }

        static Start parse(String[] of) {
            return new Start(StormPlan.parse(of[0]), of[1], of[2], URI.create(of[3]), Path.of(of[4]), of[5], of[6]);
        }
    }

    public static void main(String[] arguments) throws Exception {
        var start = Start.parse(arguments);
        var plan = start.plan();
        var source = StormPipeline.source(plan, start.brokers(), start.topic(), start.instance());
        var failures = start.folder().resolve(Workers.FAILURES + start.name());
        try (var witness = new FileWitness(start.name(), start.folder());
                var pipeline = StormPipeline.of(plan, source, start.server(), witness, failures)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(pipeline)));
            var sampling = Executors.newSingleThreadScheduledExecutor(task -> {
                var thread = new Thread(task, "sample");
                thread.setDaemon(true);
                return thread;
            });
            var unused = sampling.scheduleWithFixedDelay(
                    () -> witness.holds(pipeline.stats()), SAMPLE_MILLIS, SAMPLE_MILLIS, MILLISECONDS);
            System.out.println(pipeline.run());
            sampling.shutdown();
            sampling.awaitTermination(1, SECONDS);
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
