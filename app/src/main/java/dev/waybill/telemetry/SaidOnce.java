package dev.waybill.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exporter that says once that spans do not arrive, and once that they do again. Thread-safe. */
final class SaidOnce implements SpanExporter {
    private static final Logger log = LoggerFactory.getLogger(SaidOnce.class);

    private final SpanExporter exporter;
    private final UnaryOperator<String> redact;
    private final AtomicBoolean isAway = new AtomicBoolean();

    SaidOnce(SpanExporter exporter, UnaryOperator<String> redact) {
        this.exporter = exporter;
        this.redact = redact;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = exporter.export(spans);
        return result.whenComplete(() -> say(result));
    }

    private void say(CompletableResultCode result) {
        if (result.isSuccess()) {
            if (isAway.compareAndSet(true, false)) {
                log.atInfo().log("traces are exported again");
            }
        } else if (isAway.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("error", redact.apply(reason(result)))
                    .log("traces cannot be exported and are dropped until they can; deliveries go on");
        }
    }

    private String reason(CompletableResultCode result) {
        Throwable thrown = result.getFailureThrowable();
        return thrown == null ? exporter.toString() : thrown.toString();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    @Override
    public String toString() {
        return exporter.toString();
    }
}
