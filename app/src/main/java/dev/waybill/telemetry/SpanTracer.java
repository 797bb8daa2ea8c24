package dev.waybill.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.record.KafkaRecord;
import dev.waybill.trace.Attempt;
import dev.waybill.trace.Delivery;
import dev.waybill.trace.DeliveryTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes a span of each attempt to deliver a record, a child of the one that the record brings in its headers. Names and
 * attributes follow OpenTelemetry's conventions for messaging and Kafka. Thread-safe.
 */
public final class SpanTracer implements DeliveryTracer {
    private static final String SCOPE = "dev.waybill";
    private static final int LONGEST_KEY = 64;

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<String> KEY = AttributeKey.stringKey("messaging.kafka.message.key");
    private static final AttributeKey<Boolean> TOMBSTONE = AttributeKey.booleanKey("messaging.kafka.message.tombstone");
    private static final AttributeKey<Long> COUNT = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<String> PIPELINE = AttributeKey.stringKey("waybill.pipeline");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("waybill.attempt");
    private static final AttributeKey<Long> REPLAY = AttributeKey.longKey("waybill.replay");

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Optional<String> group;
    private final UnaryOperator<String> redact;

    /**
     * Spans of {@code telemetry}, which samples, propagates and exports them as it was set up to.
     *
     * @param group the consumer group that is shown with a record
     * @param redact takes secrets out of what failures say
     */
    public SpanTracer(OpenTelemetry telemetry, Optional<String> group, UnaryOperator<String> redact) {
        this.tracer = telemetry.getTracer(SCOPE);
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
        this.group = group;
        this.redact = redact;
    }

    @Override
    public Optional<Attempt> begin(Delivery delivery) {
        KafkaRecord record = delivery.record();
        Context from = propagator.extract(Context.root(), record, RecordHeaders.GETTER);
        SpanBuilder builder = tracer.spanBuilder("process " + record.topic())
                .setParent(from)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, "process")
                .setAttribute(OPERATION_TYPE, "process")
                .setAttribute(TOPIC, record.topic())
                .setAttribute(PIPELINE, delivery.pipeline());
        Span span = builder.startSpan();
        if (span.isRecording()) {
            describe(span, record, delivery.attempt());
        } else if (!Span.fromContext(from).getSpanContext().isValid()) {
            return Optional.empty(); // it brings no trace, and begins none
        }
        return Optional.of(attempt(from.with(span)));
    }

    private void describe(Span span, KafkaRecord record, int attempt) {
        span.setAttribute(PARTITION, Integer.toString(record.partition()));
        span.setAttribute(OFFSET, record.offset());
        group.ifPresent(name -> span.setAttribute(GROUP, name));
        shortKey(record).ifPresent(key -> span.setAttribute(KEY, key));
        if (record.value() == null) {
            span.setAttribute(TOMBSTONE, true);
        }
        span.setAttribute(ATTEMPT, (long) attempt);
        if (record.attempt() > 0) {
            span.setAttribute(REPLAY, (long) record.attempt());
        }
    }

    /** The key, where it is a short text. */
    private Optional<String> shortKey(KafkaRecord record) {
        byte[] key = record.key();
        if (key == null || key.length > LONGEST_KEY) {
            return Optional.empty();
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
            return Optional.of(text).map(redact).filter(t -> t.chars().noneMatch(Character::isISOControl));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** A child of the first of them that is recorded, with links to all. */
    @Override
    public Optional<Attempt> together(List<Attempt> members, int size) {
        List<SpanAttempt> known = members.stream()
                .filter(SpanAttempt.class::isInstance)
                .map(SpanAttempt.class::cast)
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        SpanAttempt first = known.stream()
                .filter(member -> member.span().isRecording())
                .findFirst()
                .orElse(known.get(0));
        SpanBuilder builder = tracer.spanBuilder("process together")
                .setParent(first.context())
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, "process")
                .setAttribute(OPERATION_TYPE, "process")
                .setAttribute(COUNT, (long) size);
        known.forEach(member -> builder.addLink(member.span().getSpanContext()));
        return Optional.of(attempt(first.context().with(builder.startSpan())));
    }

    @Override
    public Optional<Attempt> begin(String what, Map<String, String> facts) {
        SpanBuilder builder = tracer.spanBuilder(what).setNoParent();
        facts.forEach(builder::setAttribute);
        Span span = builder.startSpan();
        return span.isRecording() ? Optional.of(attempt(Context.root().with(span))) : Optional.empty();
    }

    private Attempt attempt(Context context) {
        return new SpanAttempt(context, propagator, redact);
    }
}
