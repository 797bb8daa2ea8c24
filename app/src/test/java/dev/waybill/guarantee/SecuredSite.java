package dev.waybill.guarantee;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.handle.HandleService;
import dev.waybill.local.handle.HandleServiceSettings;
import dev.waybill.local.handle.HandleUser;
import dev.waybill.local.kafka.BrokerSecurity;
import dev.waybill.local.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A broker that takes nobody without TLS, a name and a password, and a configuration that knows them. Used by one thread. */
final class SecuredSite implements AutoCloseable {
    static final String USER = "ledger";
    static final String PASSWORD = "kafka-7d21-word";

    final Path folder;
    final Certificates certificates;
    private final KafkaBroker broker;
    private final HandleService handle;

    private SecuredSite(Path folder, Certificates certificates, KafkaBroker broker, HandleService handle) {
        this.folder = folder;
        this.certificates = certificates;
        this.broker = broker;
        this.handle = handle;
    }

    static SecuredSite start(Path folder, Certificates certificates) throws IOException {
        var security = new BrokerSecurity(certificates.keyStore(), Certificates.PASSWORD, Map.of(USER, PASSWORD));
        var user = new HandleUser(300, Site.PREFIX + "/testuser", Site.PASSWORD, List.of(Site.PREFIX));
        return new SecuredSite(
                folder,
                certificates,
                KafkaBroker.start(KafkaBroker.Settings.TEMPORARY.securedBy(security)),
                HandleService.start(HandleServiceSettings.defaults()
                        .withPort(0)
                        .withPrefixes(List.of(Site.PREFIX))
                        .withUsers(List.of(user))));
    }

    String servers() {
        return broker.bootstrapServers();
    }

    /** Settings that let in; {@code lines} stand in the place of those with the same key. */
    Path config(String mechanism, String topic, String... lines) throws IOException {
        return config(mechanism, PASSWORD, certificates.authority(), topic, lines);
    }

    /** Settings with this password, that trust this authority. */
    Path config(String mechanism, String password, Path authority, String topic, String... lines) throws IOException {
        var text = new ArrayList<>(List.of(
                "kafka.\"bootstrap.servers\" = \"" + servers() + "\"",
                "kafka.\"group.id\" = \"group-of-" + topic + "\"",
                "kafka.\"security.protocol\" = \"SASL_SSL\"",
                "kafka.\"sasl.mechanism\" = \"" + mechanism + "\"",
                "kafka.\"sasl.username\" = \"" + USER + "\"",
                "kafka.\"sasl.password\" = \"" + password + "\"",
                "kafka.\"ssl.ca.location\" = \"" + authority + "\"",
                "consumer.topic = \"" + topic + "\"",
                "consumer.output_dir = \"" + folder.resolve("outputs-" + topic) + "\"",
                "handle.server_url = \"" + handle.uri() + "\"",
                "handle.password = \"" + Site.PASSWORD + "\""));
        for (String line : lines) {
            String key = line.substring(0, line.indexOf(" ="));
            text.removeIf(other -> other.startsWith(key + " ="));
            text.add(line);
        }
        Path file = Files.write(folder.resolve(topic + "-" + mechanism + ".toml"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The values of all records of a topic. */
    List<String> values(String topic) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                servers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                        + PASSWORD + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificates.authority().toString());
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var values = new ArrayList<String>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    /** A command within this process that must end by itself. */
    static Ended run(String... words) {
        long start = System.nanoTime();
        CommandRun run = CommandRun.of(words);
        return new Ended(run, (int) SECONDS.convert(System.nanoTime() - start, NANOSECONDS));
    }

    /** What it said, and after how long. */
    record Ended(CommandRun run, int seconds) {}

    @Override
    public void close() {
        handle.close();
        broker.close();
    }
}
