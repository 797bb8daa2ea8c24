package dev.waybill.pid;

import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.failure.FailureStore;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.register.Registration;
import dev.waybill.pid.settings.DeliverySettings;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.pipeline.Sink;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.SourceFactory;

/**
 * The PID workload as a pipeline: event, plan, registration, in the order of each dataset's events.
 *
 * @param planner decides what an event asks for
 * @param sink registers it, or writes down what would be registered
 * @param failures where events go that cannot be registered
 */
public record PidPipeline(
        PidPlanner planner, Sink<Registration> sink, FailureStore failures, DeliverySettings delivery) {
    /** In logs and figures. */
    public static final String NAME = "pid";

    /** Events under way at once; each has its own requests in flight, which the Handle client bounds as a whole. */
    private static final int EVENTS_IN_FLIGHT = 64;

    /** Events are a few kilobytes; the largest that Kafka usually lets pass is a megabyte. */
    private static final long BUFFERED_BYTES = 128L << 20;

    private static final int SPAN = 100_000;

    /** Begins a pipeline that reads events from {@code source}; it still lacks its end. */
    public PipelineBuilder<KafkaRecord> from(SourceFactory source) {
        return Pipeline.from(source)
                .named(NAME)
                .ordered(Ordering.key(PidPlanner::datasetIdOf))
                .retrying(delivery.retry())
                .breaking(delivery.breaker())
                .whenGivenUp(delivery.whenGivenUp())
                .within(limits())
                .parkingIn(failures);
    }

    /** Ends {@code events} in the sink. */
    public Pipeline to(PipelineBuilder<KafkaRecord> events) {
        return events.mapAsync(planner::plan).map(Registration::new).to(sink);
    }

    private Limits limits() {
        return new Limits(
                Math.min(EVENTS_IN_FLIGHT, delivery.maxBuffered()),
                delivery.maxBuffered(),
                BUFFERED_BYTES,
                SPAN,
                delivery.commitInterval(),
                delivery.drainTimeout(),
                delivery.resume());
    }
}
