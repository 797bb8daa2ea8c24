package dev.waybill.telemetry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.waybill.trace.DeliveryTracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * OpenTelemetry's SDK, set up by OpenTelemetry's own variables and our settings: spans go to a collector over HTTP, in batches, from a
 * thread of its own; what a collector does not take in time is dropped. Thread-safe.
 */
public final class Telemetry implements AutoCloseable {
    private static final String VARIABLE = "OTEL_";
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(2);

    /** It has more to say about a collector that is away than one needs; {@link SaidOnce} says it. */
    private static final Logger ITS_OWN = Logger.getLogger("io.opentelemetry");

    private final OpenTelemetrySdk sdk;
    private final UnaryOperator<String> redact;

    private Telemetry(OpenTelemetrySdk sdk, UnaryOperator<String> redact) {
        this.sdk = sdk;
        this.redact = redact;
    }

    /**
     * Starts it.
     *
     * @param ours properties of the SDK that hold unless a variable says otherwise
     * @param environment where variables that begin with {@code OTEL_} count
     * @param redact takes secrets out of what failures say
     * @throws IllegalArgumentException if it cannot be set up so
     */
    public static Telemetry start(
            Map<String, String> ours, Map<String, String> environment, UnaryOperator<String> redact) {
        ITS_OWN.setLevel(Level.OFF);
        try {
            var sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesCustomizer(read -> properties(ours, environment))
                    .addSpanExporterCustomizer((exporter, config) -> new SaidOnce(exporter, redact))
                    .build()
                    .getOpenTelemetrySdk();
            return new Telemetry(sdk, redact);
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Map<String, String> properties(Map<String, String> ours, Map<String, String> environment) {
        var all = new HashMap<>(Map.of(
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.propagators", "tracecontext", // what else a record brings goes no further
                "otel.service.name", "waybill"));
        all.putAll(ours);
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLE) && !value.isBlank()) {
                all.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        all.put("otel.metrics.exporter", "none"); // those of a pipeline are at /metrics
        all.put("otel.logs.exporter", "none");
        return all;
    }

    /**
     * Follows the deliveries of one pipeline.
     *
     * @param group its consumer group
     */
    public DeliveryTracer tracer(Optional<String> group) {
        return new SpanTracer(sdk, group, redact);
    }

    /** Waits a little for what is not exported yet. */
    @Override
    public void close() {
        sdk.shutdown().join(LONGEST_FLUSH.toMillis(), MILLISECONDS);
    }
}
