package dev.waybill.local.kafka;

import dev.waybill.local.net.LoopbackPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/** The settings of one broker: those of {@code broker.properties}, and where it listens and keeps its data. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerProperties() {}

    static Properties of(int port, Path directory, KafkaBroker.Settings settings) throws IOException {
        String client = "PLAINTEXT://" + LoopbackPort.HOST + ":" + port;
        String controller = LoopbackPort.HOST + ":" + LoopbackPort.anyFree();
        var properties = new Properties();
        try (InputStream fixed = BrokerProperties.class.getResourceAsStream("broker.properties")) {
            properties.load(Objects.requireNonNull(fixed));
        }
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty("listeners", client + "," + CONTROLLER_LISTENER + "://" + controller);
        properties.setProperty("advertised.listeners", client);
        // Named in the settings and not in the log, so the controller's port may change with every start.
        properties.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        properties.setProperty("log.dirs", directory.toString());
        if (settings.security().isPresent()) {
            settings.security().get().addTo(properties, port);
        }
        properties.putAll(settings.overrides());
        return properties;
    }
}
