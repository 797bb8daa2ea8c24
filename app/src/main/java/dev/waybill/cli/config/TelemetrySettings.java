package dev.waybill.cli.config;

import java.net.URI;
import java.util.Optional;

/**
 * What the settings say of traces.
 *
 * @param otlp where spans go; absent: no setting says it
 * @param isOurs whether that was said by a flag or a variable of ours, which win over a variable of OpenTelemetry's
 * @param ratio of the records that bring no trace
 */
public record TelemetrySettings(Optional<URI> otlp, boolean isOurs, double ratio) {
    static TelemetrySettings of(Values values) {
        Origin origin = values.origin(TelemetryCatalog.OTLP);
        return new TelemetrySettings(
                values.find(TelemetryCatalog.OTLP),
                origin instanceof Origin.Variable || origin instanceof Origin.Flag,
                values.get(TelemetryCatalog.RATIO));
    }
}
