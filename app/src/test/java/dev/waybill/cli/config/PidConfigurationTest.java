package dev.waybill.cli.config;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailurePolicy;
import dev.waybill.offset.ResumeFormat;
import dev.waybill.pid.settings.DeliverySettings;
import dev.waybill.pid.settings.HandleBackend;
import dev.waybill.pid.settings.HandleSettings;
import dev.waybill.pid.settings.MappingSettings;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.pid.settings.Secret;
import dev.waybill.pid.settings.StacSettings;
import dev.waybill.pid.settings.Withdrawal;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.source.LostRecordsPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PidConfigurationTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theDefaultsFitTheLocalStack() {
        PidRun run = read(Map.of(), Map.of(), Optional.empty()).run();

        var kafka = Map.of(
                "bootstrap.servers", "localhost:9092", "group.id", "piddiplatsch-001", "auto.offset.reset", "earliest");
        var handle = new HandleSettings(
                URI.create("http://localhost:8010"),
                "21.TEST",
                "300:21.TEST/testuser",
                new Secret("testpass"),
                true,
                ofSeconds(10),
                64,
                262_144);
        var mapping = new MappingSettings(
                "21.TEST",
                URI.create("https://handle-esgf.dkrz.de/lp"),
                true,
                -1,
                Set.of("reference_file", "globus", "thumbnail", "quicklook"),
                List.of(),
                false,
                Withdrawal.TOMBSTONE,
                Withdrawal.RETRACT);
        var stac = new StacSettings(Optional.empty(), ofSeconds(10), false);
        assertThat(run.settings())
                .isEqualTo(
                        new PidSettings(kafka, "CMIP6", Optional.empty(), Path.of("outputs"), handle, mapping, stac));
        assertThat(run.delivery())
                .isEqualTo(new DeliverySettings(
                        new RetryPolicy(8, 20, ofMillis(200), ofSeconds(30)),
                        BreakerPolicy.DEFAULT,
                        FailurePolicy.PARK,
                        10_000,
                        ofSeconds(30),
                        ofMillis(250),
                        ResumeFormat.DEFAULT));
        assertThat(run.backend()).isEqualTo(HandleBackend.REST);
        assertThat(run.failures()).isEqualTo(FailurePlace.FILES);
        assertThat(run.onLostRecords()).isEqualTo(LostRecordsPolicy.STOP);
    }

    @Test
    void flagWinsOverVariableOverFileOverDefault() throws IOException {
        Optional<Path> file = file("[consumer]\ntopic = \"file\"\n");
        var variable = Map.of("WAYBILL_CONSUMER_TOPIC", "variable");
        var flag = Map.of("consumer.topic", "flag");

        assertThat(topic(Map.of(), Map.of(), Optional.empty())).isEqualTo("CMIP6");
        assertThat(topic(Map.of(), Map.of(), file)).isEqualTo("file");
        assertThat(topic(Map.of(), variable, file)).isEqualTo("variable");
        assertThat(topic(flag, variable, file)).isEqualTo("flag");
    }

    @Test
    void aSecretMayComeFromAFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "from file\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));

        PidConfiguration configuration =
                read(Map.of(), Map.of("WAYBILL_HANDLE_PASSWORD_FILE", secret.toString()), Optional.empty());

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.run().settings().handle().password()).isEqualTo(new Secret("from file"));
    }

    @Test
    void aSecretGivenTwiceOrNotReadableIsAnError() {
        var twice = Map.of("WAYBILL_HANDLE_PASSWORD", "x", "WAYBILL_HANDLE_PASSWORD_FILE", "y");
        var missing = Map.of("WAYBILL_HANDLE_PASSWORD_FILE", "no/such/file");

        assertThat(lines(read(Map.of(), twice, Optional.empty())))
                .containsExactly("environment WAYBILL_HANDLE_PASSWORD_FILE  handle.password: also given by"
                        + " WAYBILL_HANDLE_PASSWORD; keep one of the two");
        assertThat(lines(read(Map.of(), missing, Optional.empty())))
                .containsExactly("environment WAYBILL_HANDLE_PASSWORD_FILE  handle.password: expected a readable file,"
                        + " got \"no/such/file\"");
    }

    @Test
    void nothingShowsASecretInItsText() throws IOException {
        Optional<Path> file =
                file("[kafka]\n'sasl.username' = 'u'\n'sasl.password' = 'canary'\n'sasl.mechanism' = 'PLAIN'\n");
        var sources = new ConfigSources(Map.of(), Map.of("WAYBILL_HANDLE_PASSWORD", "canary"), file);
        PidConfiguration configuration = PidConfiguration.read(sources);

        assertThat(configuration.secrets()).anyMatch(s -> s.contains("canary"));
        assertThat(List.of(
                        sources,
                        configuration.run(),
                        configuration.shown(),
                        ConfigReader.read(sources),
                        TomlFile.read(file.orElseThrow())))
                .noneMatch(o -> o.toString().contains("canary"));
    }

    @Test
    void anUnknownVariableIsAWarningWithASuggestion() {
        PidConfiguration configuration =
                read(Map.of(), Map.of("WAYBILL_HANDLE_SERVER_UR", "x", "WAYBILL_HOME", "y"), Optional.empty());

        assertThat(configuration.isUsable()).isTrue();
        assertThat(lines(configuration))
                .containsExactly("environment WAYBILL_HANDLE_SERVER_UR  no such setting; did you mean"
                        + " WAYBILL_HANDLE_SERVER_URL?");
    }

    @Test
    void aVariableCannotBringBackWhatIsRetired() {
        PidConfiguration configuration =
                read(Map.of(), Map.of("WAYBILL_KAFKA_ENABLE_AUTO_COMMIT", "true"), Optional.empty());

        assertThat(configuration.run().settings().kafka()).doesNotContainKey("enable.auto.commit");
        assertThat(lines(configuration)).singleElement().asString().contains("Waybill commits only after delivery");
    }

    @Test
    void aClientPropertyMayBeAVariable() {
        PidConfiguration configuration = read(Map.of(), Map.of("WAYBILL_KAFKA_CLIENT_ID", "pids"), Optional.empty());

        assertThat(configuration.run().settings().kafka()).containsEntry("client.id", "pids");
    }

    @Test
    void whatIsNoTomlIsAProblemWithItsPlace() throws IOException {
        Optional<Path> file = file("[handle\nprefix = \n[consumer]\ntopic = 'x'\n");

        PidConfiguration configuration = read(Map.of(), Map.of(), file);

        assertThat(configuration.isUsable()).isFalse();
        assertThat(lines(configuration).get(0)).startsWith(file.orElseThrow() + ":1:8  ");
    }

    @Test
    void whatContradictsItselfIsAnError() throws IOException {
        Optional<Path> file = file("""
                [lookup]
                enabled = true
                [retry]
                first_pause = "10s"
                longest_pause = 2
                [handle]
                username = "a b"
                """);

        PidConfiguration configuration = read(Map.of(), Map.of(), file);

        String name = file.orElseThrow().toString();
        assertThat(lines(configuration))
                .containsExactly(
                        name + ":2:1  lookup.enabled: expected stac.base_url with it, got none",
                        name + ":5:1  retry.longest_pause: expected at least retry.first_pause, 10s, got 2s",
                        name + ":7:1  handle.username: expected \"testuser\" or \"300:21.TEST/testuser\", got \"a b\"");
    }

    @Test
    void everyMistakeAboutFailuresIsToldAtOnce() throws IOException {
        Optional<Path> file = file("""
                [kafka]
                "group.id" = "a group"
                [failures]
                store = "topic"
                policy = "drop"
                [breaker]
                ratio = 50
                fewest_keys = 0
                first_pause = "1m"
                [resume]
                max_chars = 100
                alphabet = "utf8"
                """);

        PidConfiguration configuration = read(Map.of(), Map.of(), file);

        String name = file.orElseThrow().toString();
        assertThat(lines(configuration))
                .hasSize(7)
                .contains(
                        name + ":5:1  failures.policy: expected \"park\" or \"hold-key\" or \"stop\", got \"drop\"",
                        name + ":7:1  breaker.ratio: expected a number above 0, at most 1, got 50",
                        name + ":8:1  breaker.fewest_keys: expected a whole number, from 1 to 10000, got 0",
                        "default  breaker.longest_pause: expected at least breaker.first_pause, 60s, got 10s",
                        name + ":11:1  resume.max_chars: expected 0 or a whole number from 400 to 1048576, got 100",
                        name + ":12:1  resume.alphabet: expected \"ascii\" or \"wide\", got \"utf8\"")
                .anySatisfy(line -> assertThat(line)
                        .startsWith(name + ":4:1  failures.store: topic \"CMIP6\" and group \"a group\" cannot name"));
    }

    @Test
    void theDemoPasswordElsewhereIsAWarning() {
        PidConfiguration configuration =
                read(Map.of("handle.server_url", "https://handle.example.org"), Map.of(), Optional.empty());

        assertThat(lines(configuration)).singleElement().asString().contains("the demo password is used at");
        assertThat(configuration.isUsable()).isTrue();
    }

    @Test
    void theMaskOfASecretIsNotTakenForOne() throws IOException {
        PidConfiguration configuration = read(Map.of(), Map.of(), file("[handle]\npassword = \"******\"\n"));

        assertThat(lines(configuration)).singleElement().asString().contains("expected the secret itself");
    }

    private String topic(Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
        return read(flags, environment, file).run().settings().topic();
    }

    private static PidConfiguration read(
            Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
        return PidConfiguration.read(new ConfigSources(flags, environment, file));
    }

    private static List<String> lines(PidConfiguration configuration) {
        return configuration.problems().stream().map(Problem::line).toList();
    }

    private Optional<Path> file(String toml) throws IOException {
        return Optional.of(Files.writeString(folder.resolve("w.toml"), toml));
    }
}
