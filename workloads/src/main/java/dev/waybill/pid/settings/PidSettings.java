package dev.waybill.pid.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All the PID workload needs to run.
 *
 * @param kafka client properties, handed to the Kafka client as they are; secrets among them
 * @param retryTopic where {@code retry} re-sends to, if it is to go through Kafka at all; also consumed then
 * @param outputDir root of {@code failures/}, {@code dump/} and {@code handles/}
 */
public record PidSettings(
        Map<String, String> kafka,
        String topic,
        Optional<String> retryTopic,
        Path outputDir,
        HandleSettings handle,
        MappingSettings mapping,
        StacSettings stac) {
    public PidSettings {
        kafka = Map.copyOf(kafka);
    }

    @Override
    public String toString() {
        return "PidSettings[topic=" + topic + ", handle=" + handle + "]";
    }
}
