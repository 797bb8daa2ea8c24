package dev.waybill.cli.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Of client properties those that a producer takes; a client id stays behind. */
public final class ProducerProperties {
    private ProducerProperties() {}

    public static Map<String, String> of(Map<String, String> kafka) {
        var properties = new HashMap<String, String>();
        kafka.forEach((name, value) -> {
            if (ProducerConfig.configNames().contains(name) && !name.equals(ProducerConfig.CLIENT_ID_CONFIG)) {
                properties.put(name, value);
            }
        });
        return properties;
    }
}
