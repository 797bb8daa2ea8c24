package dev.waybill.local.kafka;

import dev.waybill.local.net.LoopbackPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a broker asks of its clients: TLS, and a name with its password, by {@code PLAIN} or {@code SCRAM-SHA-512}.
 *
 * <p>The broker's talk with itself, and with its controller, stays as it is: no client sees the ports of it.
 *
 * @param keyStore a PKCS #12 file with the broker's certificate and its key
 * @param keyStorePassword of the file, and of the key in it
 * @param users names and their passwords
 */
public record BrokerSecurity(Path keyStore, String keyStorePassword, Map<String, String> users) {
    private static final String CLIENT = "listener.name.client.";
    private static final String MODULES = "org.apache.kafka.common.security.";

    public BrokerSecurity {
        users = Map.copyOf(users);
        for (String text : users.values()) {
            if (text.contains("\"") || text.contains("]") || text.contains("\\")) {
                throw new IllegalArgumentException("a user's password: expected no quote, bracket or backslash");
            }
        }
    }

    /** Puts what clients must pass before the port that they reach; the broker itself takes another one. */
    void addTo(Properties properties, int port) throws IOException {
        String ours = "CLIENT://" + LoopbackPort.HOST + ":" + port + ",INTERNAL://" + LoopbackPort.HOST + ":"
                + LoopbackPort.anyFree();
        String controller = properties.getProperty("listeners").replaceFirst(".*,", "");
        properties.setProperty("listeners", ours + "," + controller);
        properties.setProperty("advertised.listeners", ours);
        properties.setProperty("inter.broker.listener.name", "INTERNAL");
        properties.setProperty(
                "listener.security.protocol.map",
                "CLIENT:SASL_SSL,INTERNAL:PLAINTEXT," + BrokerProperties.CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.setProperty("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        properties.setProperty(CLIENT + "ssl.keystore.type", "PKCS12");
        properties.setProperty(CLIENT + "ssl.keystore.location", keyStore.toString());
        properties.setProperty(CLIENT + "ssl.keystore.password", keyStorePassword);
        properties.setProperty(CLIENT + "ssl.key.password", keyStorePassword);
        properties.setProperty(CLIENT + "scram-sha-512.sasl.jaas.config", MODULES + "scram.ScramLoginModule required;");
        var plain = new StringBuilder(MODULES + "plain.PlainLoginModule required");
        users.forEach((name, password) -> plain.append(" user_" + name + "=\"" + password + '"'));
        properties.setProperty(
                CLIENT + "plain.sasl.jaas.config", plain.append(';').toString());
    }

    /** The users as the formatter of a data directory takes them: SCRAM keeps them in the broker's own log. */
    List<String> scramArguments() {
        return users.entrySet().stream()
                .map(user -> "SCRAM-SHA-512=[name=" + user.getKey() + ",password=" + user.getValue() + "]")
                .toList();
    }

    @Override
    public String toString() {
        return "BrokerSecurity[keyStore=" + keyStore + ", users=" + users.keySet() + "]"; // no secrets
    }
}
