package dev.waybill.local.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The broker settings of a single node that must start quickly, use little memory, and recover quickly from a kill. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int LARGEST_BATCH_BYTES = 10 * 1024 * 1024;

    private BrokerProperties() {}

    static Properties of(int port, int controllerPort, Path directory, Map<String, String> overrides) {
        var properties = new Properties();
        properties.putAll(node(port, controllerPort, directory));
        properties.putAll(TOPICS);
        properties.putAll(INTERNAL_TOPICS);
        properties.putAll(GROUPS);
        properties.putAll(SMALL);
        properties.putAll(overrides);
        return properties;
    }

    private static Map<String, String> node(int port, int controllerPort, Path directory) {
        String client = "PLAINTEXT://" + LoopbackPort.HOST + ":" + port;
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "listeners",
                client + "," + CONTROLLER_LISTENER + "://" + controller,
                "advertised.listeners",
                client,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                // Named in the settings and not in the log: so the controller's port may change with every start.
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "log.dirs",
                directory.toString(),
                // After a kill the controller waits for the dead broker's session before it lets the new one in.
                "broker.session.timeout.ms",
                "2000",
                "broker.heartbeat.interval.ms",
                "500");
    }

    private static final Map<String, String> TOPICS = Map.of(
            "auto.create.topics.enable", "false", // a misspelt topic is an error, not an empty topic
            "num.partitions", "1",
            "default.replication.factor", "1",
            "min.insync.replicas", "1",
            "message.max.bytes", Integer.toString(LARGEST_BATCH_BYTES),
            "replica.fetch.max.bytes", Integer.toString(LARGEST_BATCH_BYTES));

    private static final Map<String, String> INTERNAL_TOPICS = Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1");

    /** Consumers may ask for short sessions, so that a killed worker is noticed within a demonstration. */
    private static final Map<String, String> GROUPS = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "1000",
            "group.consumer.min.session.timeout.ms", "1000",
            "group.consumer.min.heartbeat.interval.ms", "100",
            "group.share.min.session.timeout.ms", "1000",
            "group.share.min.heartbeat.interval.ms", "100");

    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "2",
            "background.threads", "2",
            "num.recovery.threads.per.data.dir", "1",
            "log.segment.bytes", Integer.toString(128 * 1024 * 1024),
            "log.index.size.max.bytes", Integer.toString(1024 * 1024),
            "log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
}
