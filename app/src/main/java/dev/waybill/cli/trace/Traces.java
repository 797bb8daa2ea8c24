package dev.waybill.cli.trace;

import dev.waybill.cli.config.TelemetrySettings;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.session.Version;
import dev.waybill.telemetry.Telemetry;
import dev.waybill.trace.DeliveryTracer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The traces of one command: none, unless a setting or a variable of OpenTelemetry's names a collector. Used by the thread that runs the command. */
public final class Traces implements AutoCloseable {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String ENDPOINT_OF_TRACES = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private final Optional<Telemetry> telemetry;

    private Traces(Optional<Telemetry> telemetry) {
        this.telemetry = telemetry;
    }

    /**
     * Opens what is asked for.
     *
     * @param workload what a collector knows this process by, behind {@code waybill-}
     */
    public static Traces open(Session session, String workload) {
        var settings = session.telemetry();
        Map<String, String> variables = new HashMap<>(session.variables("OTEL_"));
        if (settings.isOurs()) {
            variables.remove(ENDPOINT);
            variables.remove(ENDPOINT_OF_TRACES);
        }
        boolean isNamed = settings.otlp().isPresent()
                || variables.containsKey(ENDPOINT)
                || variables.containsKey(ENDPOINT_OF_TRACES);
        if (!isNamed || isOff(variables)) {
            return new Traces(Optional.empty());
        }
        try {
            var started = Telemetry.start(ours(settings, workload), variables, session.redactor()::redact);
            return new Traces(Optional.of(started));
        } catch (IllegalArgumentException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, "telemetry", String.valueOf(e.getMessage()))
                    .expected("variables of OpenTelemetry that fit together; OTLP goes over HTTP only")
                    .next("OTEL_SDK_DISABLED=true   runs without traces");
        }
    }

    private static boolean isOff(Map<String, String> variables) {
        return "true".equalsIgnoreCase(variables.get("OTEL_SDK_DISABLED"))
                || "none".equalsIgnoreCase(variables.get("OTEL_TRACES_EXPORTER"));
    }

    private static Map<String, String> ours(TelemetrySettings settings, String workload) {
        var ours = new HashMap<>(Map.of(
                "otel.service.name",
                "waybill-" + workload,
                "otel.resource.attributes",
                "service.version=" + Version.text(),
                "otel.traces.sampler",
                "parentbased_traceidratio",
                "otel.traces.sampler.arg",
                Double.toString(settings.ratio())));
        settings.otlp().ifPresent(address -> ours.put("otel.exporter.otlp.endpoint", address.toString()));
        return ours;
    }

    /**
     * Follows the deliveries of a pipeline; nothing, where nothing is asked for.
     *
     * @param group its consumer group
     */
    public DeliveryTracer tracer(Optional<String> group) {
        return telemetry.map(started -> started.tracer(group)).orElse(DeliveryTracer.NONE);
    }

    /** Waits a little for what is not exported yet. */
    @Override
    public void close() {
        telemetry.ifPresent(Telemetry::close);
    }
}
