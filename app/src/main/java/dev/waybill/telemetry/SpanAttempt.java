package dev.waybill.telemetry;

import dev.waybill.failure.Failure;
import dev.waybill.trace.Attempt;
import dev.waybill.trace.Ending;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** An attempt as a span. Immutable; the span itself is thread-safe. */
final class SpanAttempt implements Attempt {
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> CLASS = AttributeKey.stringKey("waybill.failure.class");

    private final Context context;
    private final TextMapPropagator propagator;
    private final UnaryOperator<String> redact;

    /**
     * Of the span in {@code context}.
     *
     * @param redact takes secrets out of what failures say
     */
    SpanAttempt(Context context, TextMapPropagator propagator, UnaryOperator<String> redact) {
        this.context = context;
        this.propagator = propagator;
        this.redact = redact;
    }

    Context context() {
        return context;
    }

    Span span() {
        return Span.fromContext(context);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // by who closes what is returned
    public Scope enter() {
        var scope = context.makeCurrent();
        return scope::close;
    }

    @Override
    public void handOn(BiConsumer<String, String> header) {
        propagator.inject(context, header, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.accept(name, value);
            }
        });
    }

    @Override
    public void ended(Ending how, Optional<Failure> why) {
        var span = span();
        why.ifPresent(failure -> failed(span, failure));
        switch (how) {
            case DELIVERED -> span.addEvent("settled");
            case FILTERED -> span.addEvent("filtered").addEvent("settled");
            case PARKED -> span.addEvent("parked").addEvent("settled");
            case RETRIED -> span.addEvent("retried");
            case STOPPED -> span.addEvent("stopped");
            case UNSETTLED -> span.addEvent("not settled");
            case SHARED -> {
                // each of them tells by itself
            }
        }
        span.end();
    }

    private void failed(Span span, Failure failure) {
        var cause = failure.cause();
        String code = failure.failureClass().name().toLowerCase(Locale.ROOT);
        span.setStatus(StatusCode.ERROR, redact.apply(failure.reason()));
        span.setAttribute(ERROR, cause == null ? code : cause.getClass().getName());
        span.setAttribute(CLASS, code);
    }
}
