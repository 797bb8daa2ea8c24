package dev.waybill.cli.why;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Of the properties of a consumer those that a producer to the same brokers needs. */
final class ProducerProperties {
    private ProducerProperties() {}

    static Map<String, String> of(Map<String, String> kafka) {
        var properties = new HashMap<String, String>();
        kafka.forEach((name, value) -> {
            if (ProducerConfig.configNames().contains(name) && !name.equals(ProducerConfig.CLIENT_ID_CONFIG)) {
                properties.put(name, value);
            }
        });
        return properties;
    }
}
