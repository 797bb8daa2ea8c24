package dev.waybill.cli.why;

import dev.waybill.cli.session.Version;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What a process is, as gauges that are always 1: their labels show where processes of one group differ. */
public final class ProcessInfo {
    private ProcessInfo() {}

    /**
     * Adds them.
     *
     * @param settings a hash of the settings it runs with
     */
    public static void bind(MeterRegistry registry, String settings) {
        Gauge.builder("waybill.build.info", () -> 1)
                .description("The build, by its version and the Java it runs on; always 1.")
                .tag("version", Version.text())
                .tag("java", System.getProperty("java.version", ""))
                .register(registry);
        Gauge.builder("waybill.config.info", () -> 1)
                .description("The settings, by a hash that is the same where they are; always 1.")
                .tag("hash", settings)
                .register(registry);
    }
}
