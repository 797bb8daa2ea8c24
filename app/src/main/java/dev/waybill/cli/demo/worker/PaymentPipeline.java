package dev.waybill.cli.demo.worker;

import static dev.waybill.pipeline.Json.json;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineObserver;
import dev.waybill.pipeline.Sink;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.source.KafkaSource;
import java.nio.file.Path;
import java.util.List;

/** The pipeline of the streams story: payments from a topic to a ledger, a hundred at a time. */
public final class PaymentPipeline {
    public static final String TOPIC = "demo.payments";
    public static final String GROUP = "waybill-demo-streams";

    /** How many records may be under way at once, and so be repeated after a kill. */
    public static final int IN_FLIGHT = 2_000;

    private static final BreakerPolicy BREAKER = new BreakerPolicy(20, 5, 0.5, ofMillis(250), ofSeconds(1));

    private PaymentPipeline() {}

    static Pipeline of(String servers, Sink<List<Payment>> ledger, Path failures, PipelineObserver health) {
        return Pipeline.from(
                        KafkaSource.topic(TOPIC).group(GROUP).servers(servers).instance("worker"))
                .named("payments")
                .ordered(Ordering.key())
                .within(Limits.DEFAULT.withInFlight(IN_FLIGHT))
                .breaking(BREAKER)
                .parkingIn(new FileFailureStore(failures))
                .observedBy(health)
                .exitAtEnd()
                .map(json(Payment.class))
                .filter(Payment::isBooked)
                .batch(100, ofMillis(100))
                .to(ledger);
    }
}
