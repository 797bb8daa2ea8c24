package dev.waybill.cli.demo;

import dev.waybill.cli.config.ConfigSources;
import dev.waybill.cli.config.PidConfiguration;
import dev.waybill.cli.config.PidRun;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The settings of a story: the defaults, at the services of its own stack, and nobody's environment. */
final class DemoSettings {
    static final String GROUP = "waybill-demo";

    private static final String TOPIC = "demo.pid";

    private DemoSettings() {}

    /** Without a service, and so without a catalogue. */
    static PidRun usual() {
        return PidConfiguration.read(new ConfigSources(Map.of(), Map.of(), Optional.empty()))
                .run();
    }

    static PidRun pid(Map<String, String> endpoints, Path folder) {
        Map<String, String> flags = Map.of(
                "retry.longest_pause",
                "1s", // so that nobody waits long after the outage
                "kafka.bootstrap.servers",
                endpoints.getOrDefault("kafka", ""),
                "kafka.group.id",
                GROUP,
                "kafka.default.api.timeout.ms",
                "5000",
                "consumer.topic",
                TOPIC,
                "consumer.output_dir",
                folder.toString(),
                "consumer.drain_timeout",
                "2s",
                "handle.server_url",
                endpoints.getOrDefault("handle", ""),
                "stac.base_url",
                endpoints.getOrDefault("stac", ""));
        return PidConfiguration.read(new ConfigSources(flags, Map.of(), Optional.empty()))
                .run();
    }
}
