package dev.waybill.cli.config;

import java.net.URI;
import java.util.List;

/** Every setting of traces. */
final class TelemetryCatalog {
    static final Setting<URI> OTLP = Setting.of(
            "telemetry.otlp",
            Types.HTTP_ADDRESS,
            "A collector that takes OTLP over HTTP; without one nothing is traced. Also OTEL_EXPORTER_OTLP_ENDPOINT.");

    static final Setting<Double> RATIO = Setting.of(
                    "telemetry.ratio",
                    Types.ratio(),
                    "How many of the records that bring no trace begin one; 0: only those are traced that bring one that is sampled."
                            + " Also OTEL_TRACES_SAMPLER.")
            .fallback("0.0");

    static final List<Setting<?>> ALL = List.of(OTLP, RATIO);

    private TelemetryCatalog() {}
}
