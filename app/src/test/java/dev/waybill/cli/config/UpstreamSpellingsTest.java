package dev.waybill.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration files of earlier programs are understood, or one is told what replaces what they say. */
final class UpstreamSpellingsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    plugin.processor = "cmip6"                     | consumer.projects               | [cmip6]
                    consumer.processor = "cmip6"                   | consumer.projects               | [cmip6]
                    consumer.projects = "all"                      | consumer.projects               | [all]
                    consumer.projects = ["cmip6", "cmip7"]         | consumer.projects               | [cmip6, cmip7]
                    consumer.transient.backoff_initial = 0.5       | retry.first_pause               | 500ms
                    consumer.transient_backoff_initial = 0.5       | retry.first_pause               | 500ms
                    consumer.transient.backoff_max = 5.0           | retry.longest_pause             | 5s
                    consumer.transient_backoff_max = 5             | retry.longest_pause             | 5s
                    handle.backend = "pyhandle"                    | handle.backend                  | rest
                    handle.backend = "jsonl"                       | handle.backend                  | jsonl
                    handle.timeout = 10                            | handle.timeout                  | 10s
                    cmip6.max_parts = 4                            | plugins.cmip6.max_parts         | 4
                    cmip6.landing_page_url = "https://x.org/lp/"   | plugins.cmip6.landing_page_url  | https://x.org/lp
                    plugins.cmip6.handle_prefix = "21.X"           | handle.prefix                   | 21.X
                    kafka."bootstrap.servers" = "h:39092"          | kafka.bootstrap.servers         | h:39092
                    kafka.bootstrap.servers = "h:39092"            | kafka.bootstrap.servers         | h:39092
                    kafka."auto.offset.reset" = "smallest"         | kafka.auto.offset.reset         | earliest
                    kafka."auto.offset.reset" = "end"              | kafka.auto.offset.reset         | latest
                    kafka."session.timeout.ms" = 45000             | kafka.session.timeout.ms        | 45000
                    """)
    void anOlderSpellingSetsTheSetting(String toml, String key, String shown) throws IOException {
        PidConfiguration configuration = read(toml + "\n");

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.shown())
                .filteredOn(s -> s.key().equals(key))
                .singleElement()
                .extracting(s -> s.value().toString())
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    kafka."enable.auto.commit" = true          | ignored: Waybill commits only after delivery
                    consumer.max_errors = 1                    | ignored: a record that cannot be delivered is parked
                    consumer.transient.stop_on_skip = true     | ignored: a record that cannot be delivered is parked
                    consumer.stop_on_transient_skip = true     | ignored: a record that cannot be delivered is parked
                    consumer.transient.retries = 3             | ignored: retry.attempts replaces it
                    consumer.transient_retries = 3             | ignored: retry.attempts replaces it
                    consumer.transient.preflight_stac = true   | ignored: an unavailable service pauses the run
                    consumer.preflight_stac = true             | ignored: an unavailable service pauses the run
                    stac.collection = "cmip6"                  | ignored: the event names its collection
                    lookup.backend = "es"                      | ignored: the STAC API is always asked
                    elasticsearch.index = "i"                  | ignored: the STAC API is asked instead
                    stats.interval_seconds = 10                | ignored: waybill shows counts and rates itself
                    plugins.cmip7.max_parts = 1                | see plugins.cmip6.max_parts
                    """)
    void whatMeansNothingAnyMoreIsAWarning(String toml, String warning) throws IOException {
        PidConfiguration configuration = read(toml + "\n");

        assertThat(configuration.isUsable()).isTrue();
        assertThat(configuration.problems())
                .singleElement()
                .extracting(Problem::text)
                .asString()
                .contains(warning);
    }

    @Test
    void askingForWhatHappensAnywayIsPassedOver() throws IOException {
        PidConfiguration configuration = read("""
                kafka."enable.auto.commit" = false
                lookup.backend = "stac"
                consumer.max_errors = -1
                """);

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.run().settings().kafka()).doesNotContainKey("enable.auto.commit");
    }

    @Test
    void namedHandleServicesAreRefusedRatherThanIgnored() throws IOException {
        PidConfiguration configuration = read("handles.profiles.dkrz.server_url = 'https://h.example.org'\n");

        assertThat(configuration.isUsable()).isFalse();
    }

    @Test
    void theLegacyTableWinsAndSaysSo() throws IOException {
        PidConfiguration configuration = read("[cmip6]\nmax_parts = 4\n[plugins.cmip6]\nmax_parts = 5\n");

        assertThat(configuration.run().settings().mapping().maxParts()).isEqualTo(4);
        assertThat(configuration.problems())
                .singleElement()
                .extracting(Problem::text)
                .asString()
                .startsWith("wins over plugins.cmip6.max_parts, set at ");
    }

    @ParameterizedTest
    @CsvSource({
        "testuser, 300:21.TEST/testuser",
        "21.TEST/testuser, 300:21.TEST/testuser",
        "300:21.TEST/testuser, 300:21.TEST/testuser",
        "301:21.OTHER/u, 301:21.OTHER/u",
        "302:u, 302:21.TEST/u"
    })
    void theUserIsCompleted(String written, String complete) throws IOException {
        PidConfiguration configuration = read("handle.username = \"" + written + "\"\n");

        assertThat(configuration.run().settings().handle().username()).isEqualTo(complete);
    }

    @Test
    void aSiteFileWithSaslAndTlsBecomesJavaProperties() throws IOException {
        Path authority = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        PidConfiguration configuration = read("""
                [kafka]
                "bootstrap.servers" = "a:9093,b:9093"
                "security.protocol" = "sasl_ssl"
                "sasl.mechanisms" = "PLAIN"
                "sasl.username" = "reader"
                "sasl.password" = "a\\"b\\\\c"
                "ssl.ca.location" = "%s"
                "socket.timeout.ms" = 5000
                "client.id" = "pids"
                """.formatted(authority));

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.run().settings().kafka())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "a:9093,b:9093",
                        "group.id", "piddiplatsch-001",
                        "auto.offset.reset", "earliest",
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                        + " username=\"reader\" password=\"a\\\"b\\\\c\";",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", authority.toString(),
                        "request.timeout.ms", "5000",
                        "client.id", "pids"));
    }

    @Test
    void halfASignInIsAnError() throws IOException {
        assertThat(problems("kafka.'sasl.username' = 'u'\n"))
                .containsExactly("kafka.sasl.username: expected sasl.password with it, got none");
        assertThat(problems("kafka.'sasl.username' = 'u'\nkafka.'sasl.password' = 'p'\n"))
                .singleElement()
                .asString()
                .contains("expected sasl.mechanism \"PLAIN\"");
        assertThat(problems("kafka.'ssl.ca.location' = 'no/such.pem'\n"))
                .singleElement()
                .asString()
                .contains("expected a PEM file");
        assertThat(problems("kafka.'ssl.key.location' = 'k.pem'\n"))
                .containsExactly("kafka.ssl.key.location: expected ssl.certificate.location with it, got none");
        assertThat(problems("kafka.'enable.ssl.certificate.verification' = false\n"))
                .singleElement()
                .asString()
                .contains("always checks certificates");
    }

    private List<String> problems(String toml) throws IOException {
        return read(toml).problems().stream()
                .map(p -> p.key() + ": " + p.text())
                .toList();
    }

    private PidConfiguration read(String toml) throws IOException {
        Path file = Files.writeString(folder.resolve("custom.toml"), toml);
        return PidConfiguration.read(new ConfigSources(Map.of(), Map.of(), Optional.of(file)));
    }
}
