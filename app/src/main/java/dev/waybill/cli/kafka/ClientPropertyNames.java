package dev.waybill.cli.kafka;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the Java client calls its properties. Loads much of the client: for checking only. */
public final class ClientPropertyNames {
    private ClientPropertyNames() {}

    /** Those of consumers, producers and admin clients. */
    public static Set<String> all() {
        Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return names;
    }
}
