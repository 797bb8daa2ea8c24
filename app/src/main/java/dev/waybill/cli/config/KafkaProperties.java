package dev.waybill.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the Java client is given: its own properties as they are, those of librdkafka in the Java client's words.
 *
 * <p>Used once, by one thread.
 */
final class KafkaProperties {
    private static final Map<String, String> RENAMED = Map.of(
            "sasl.mechanisms", "sasl.mechanism",
            "fetch.message.max.bytes", "max.partition.fetch.bytes",
            "message.max.bytes", "max.request.size",
            "socket.timeout.ms", "request.timeout.ms",
            "socket.send.buffer.bytes", "send.buffer.bytes",
            "socket.receive.buffer.bytes", "receive.buffer.bytes",
            "topic.metadata.refresh.interval.ms", "metadata.max.age.ms");
    private static final Map<String, String> ASSIGNORS = Map.of(
            "range", "org.apache.kafka.clients.consumer.RangeAssignor",
            "roundrobin", "org.apache.kafka.clients.consumer.RoundRobinAssignor",
            "cooperative-sticky", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");

    private final Map<String, Resolved<?>> given;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> java = new HashMap<>();

    private KafkaProperties(Values values) {
        given = values.kafka();
    }

    /** The client's properties; problems are added to {@code problems}. */
    static Map<String, String> of(Values values, List<Problem> problems) {
        var translation = new KafkaProperties(values);
        translation.copy();
        translation.signIn();
        translation.trust();
        translation.identify();
        problems.addAll(translation.problems);
        return translation.java;
    }

    private void copy() {
        given.forEach((name, value) ->
                java.put(RENAMED.getOrDefault(name, name), value.value().toString()));
        java.computeIfPresent("security.protocol", (k, v) -> v.toUpperCase(Locale.ROOT));
        java.computeIfPresent("partition.assignment.strategy", (k, v) -> ASSIGNORS.getOrDefault(v, v));
        java.computeIfPresent("ssl.endpoint.identification.algorithm", (k, v) -> v.equals("none") ? "" : v);
        String verify = java.remove("enable.ssl.certificate.verification");
        if (verify != null && !verify.equals("true")) {
            error(
                    "enable.ssl.certificate.verification",
                    "the Java client always checks certificates; name the authority in ssl.ca.location");
        }
    }

    private void signIn() {
        String user = java.remove("sasl.username");
        String password = java.remove("sasl.password");
        if (user == null && password == null) {
            return;
        }
        if (user == null || password == null) {
            String missing = user == null ? "sasl.username" : "sasl.password";
            error(user == null ? "sasl.password" : "sasl.username", "expected " + missing + " with it, got none");
            return;
        }
        String mechanism = java.getOrDefault("sasl.mechanism", "");
        Optional<String> module = loginModule(mechanism);
        if (module.isEmpty()) {
            error(
                    "sasl.username",
                    "expected sasl.mechanism \"PLAIN\" or \"SCRAM-SHA-256\" or \"SCRAM-SHA-512\" with it, got \""
                            + mechanism + '"');
            return;
        }
        java.put(
                "sasl.jaas.config",
                module.get() + " required username=" + quoted(user) + " password=" + quoted(password) + ";");
    }

    private static Optional<String> loginModule(String mechanism) {
        String security = "org.apache.kafka.common.security.";
        if (mechanism.equals("PLAIN")) {
            return Optional.of(security + "plain.PlainLoginModule");
        }
        return mechanism.startsWith("SCRAM-SHA-") ? Optional.of(security + "scram.ScramLoginModule") : Optional.empty();
    }

    private void trust() {
        String file = java.remove("ssl.ca.location");
        if (file == null || file.equals("probe")) {
            return;
        }
        if (!Files.isRegularFile(Path.of(file))) {
            error("ssl.ca.location", "expected a PEM file with certificates, got \"" + file + "\", which is none");
        }
        java.put("ssl.truststore.type", "PEM");
        java.put("ssl.truststore.location", file);
    }

    private void identify() {
        String certificate = java.remove("ssl.certificate.location");
        String key = java.remove("ssl.key.location");
        if (certificate == null && key == null) {
            return;
        }
        if (certificate == null || key == null) {
            String missing = key == null ? "ssl.key.location" : "ssl.certificate.location";
            error(
                    key == null ? "ssl.certificate.location" : "ssl.key.location",
                    "expected " + missing + " with it, got none");
            return;
        }
        java.put("ssl.keystore.type", "PEM");
        readInto("ssl.keystore.certificate.chain", "ssl.certificate.location", certificate);
        readInto("ssl.keystore.key", "ssl.key.location", key);
    }

    private void readInto(String property, String name, String file) {
        try {
            java.put(property, Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            error(name, "expected a readable PEM file, got \"" + file + '"');
        }
    }

    private void error(String name, String text) {
        Resolved<?> value = given.get(name);
        Origin origin = value == null ? new Origin.BuiltIn() : value.origin();
        problems.add(Problem.error(origin, "kafka." + name, text));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
