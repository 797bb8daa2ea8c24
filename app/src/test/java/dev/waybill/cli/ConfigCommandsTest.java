package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandsTest {
    private static final String CANARY = "canary-1c9f";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void validateListsEverythingAtOnceWithItsPlace() throws IOException {
        Path file = config("""
                [consumer]
                topc = "CMIP6"
                max_errors = 5

                [handle]
                timeout = "fast"
                "max_in_flight" = 0
                """);

        CommandRun run = CommandRun.of("pid", "-c", file.toString(), "config", "validate");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.out().lines())
                .containsExactlyInAnyOrder(
                        "error: " + file + ":2:1  consumer.topc: no such setting; did you mean consumer.topic?",
                        "warning: " + file + ":3:1  consumer.max_errors: ignored: a record that cannot be delivered is"
                                + " parked and the run goes on; an outage pauses it",
                        "error: " + file + ":6:1  handle.timeout: expected a duration such as \"30s\", 100ms or longer,"
                                + " got \"fast\"",
                        "error: " + file + ":7:1  handle.max_in_flight: expected a whole number, from 1 to 10000,"
                                + " got 0");
        assertThat(run.err()).startsWith("error: configuration  " + file + ": 3 problems, see above");
    }

    @Test
    void theGroupAboveAllWorkloadsSaysTheSameOfAllSections() {
        CommandRun run = CommandRun.of("config", "show", "--origin");

        assertThat(run).isEqualTo(CommandRun.of("pid", "config", "show", "--origin"));
        assertThat(run.out()).contains("[batch]", "[files]", "[handle]", "[kafka]", "[server]", "# default");
    }

    @Test
    void pathNamesTheFileAndWhoNamedIt() throws IOException {
        Path file = config("");

        CommandRun none = CommandRun.of("config", "path", "-o", "csv");
        CommandRun flag = CommandRun.of("config", "path", "-o", "csv", "-c", file.toString());
        CommandRun variable = CommandRun.with(
                Map.of("WAYBILL_CONFIG", file.toString(), "WAYBILL_RUN_DIR", "/run/w"), "config", "path", "-o", "csv");

        assertThat(none.out()).startsWith("what,path,origin\nsettings,,default\n");
        assertThat(flag.out()).contains("settings," + file + ",flag --config");
        assertThat(variable.out())
                .contains("settings," + file + ",environment WAYBILL_CONFIG")
                .contains("running commands,/run/w,environment WAYBILL_RUN_DIR");
    }

    @Test
    void validateIsContentWithTheDefaults() {
        CommandRun run = CommandRun.of("pid", "config", "validate");

        assertThat(run).isEqualTo(new CommandRun(0, "", "configuration ok\n"));
    }

    @Test
    void validateKnowsTheNamesOfTheKafkaClient() throws IOException {
        Path file = config("[kafka]\n\"fetch.min.byte\" = 1\n");

        CommandRun run = CommandRun.of("pid", "-c", file.toString(), "config", "validate", "-o", "csv");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .isEqualTo("severity,where,key,text\nwarning," + file + ":2:1,kafka.fetch.min.byte,"
                        + "the Kafka client knows no such property; did you mean fetch.min.bytes?\n");
    }

    @Test
    void showNamesTheOriginOfEachSetting() throws IOException {
        Path file = config("[handle]\nprefix = \"21.T1\"\n");

        CommandRun run = CommandRun.with(
                Map.of("WAYBILL_CONSUMER_TOPIC", "T2"),
                ("pid -c " + file + " config show --origin --set retry.attempts=3").split(" "));

        assertThat(run.out().lines())
                .contains(
                        "prefix = \"21.T1\"  # " + file + ":2:1",
                        "topic = \"T2\"  # environment WAYBILL_CONSUMER_TOPIC",
                        "attempts = 3  # flag --set retry.attempts",
                        "\"bootstrap.servers\" = \"localhost:9092\"  # default");
    }

    @Test
    void whatIsShownCanBeReadAgain() throws IOException {
        String shown = CommandRun.of("pid", "config", "show").out().replace("password = \"******\"\n", "");
        Path file = config(shown);

        CommandRun again = CommandRun.of("pid", "-c", file.toString(), "config", "show");

        assertThat(again.err()).isEmpty();
        assertThat(again.out().replace("password = \"******\"\n", "")).isEqualTo(shown);
    }

    @Test
    void showTakesASectionAndJson() {
        CommandRun run = CommandRun.of("pid", "config", "show", "--format", "json", "--section", "lookup");

        assertThat(run.out()).isEqualToIgnoringWhitespace("{\"lookup\":{\"enabled\":false}}");
    }

    @Test
    void anUnknownKeyOrSectionIsNotFound() {
        assertThat(CommandRun.of("pid", "config", "show", "--key", "no.such").exit())
                .isEqualTo(5);
        assertThat(CommandRun.of("pid", "config", "show", "--section", "nosuch").exit())
                .isEqualTo(5);
        assertThat(CommandRun.of("pid", "config", "explain", "no.such").exit()).isEqualTo(5);
    }

    @Test
    void explainTellsWhatASettingMayBe() {
        CommandRun run = CommandRun.of("pid", "config", "explain", "plugin.processor");

        assertThat(run.out())
                .startsWith("consumer.projects  ")
                .contains("WAYBILL_CONSUMER_PROJECTS", "a list of names", "plugin.processor");
    }

    @Test
    void secretsAreNowhere() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), CANARY + "-file\n");
        Path file = config("""
                [handle]
                password = "%s"
                server_url = 7
                [kafka]
                "sasl.username" = "u"
                "sasl.password" = "%s-kafka"
                "sasl.mechanisms" = "NONE"
                "ssl.key.password" = "%s-key"
                """.formatted(CANARY, CANARY, CANARY));
        var environment = Map.of("WAYBILL_KAFKA_SSL_KEYSTORE_PASSWORD_FILE", secret.toString());
        String[] calls = {
            "config show",
            "config show --format json --origin",
            "config show --key handle.password",
            "config validate",
            "config validate -o json",
            "init",
            "init --debug",
            "config explain handle.password",
            "init --set handle.password=" + CANARY + "-flag",
        };

        for (String call : calls) {
            CommandRun run = CommandRun.with(environment, ("pid -c " + file + " " + call).split(" "));
            assertThat(run.out() + run.err()).as(call).doesNotContain(CANARY).isNotEmpty();
        }
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("custom.toml"), text);
    }
}
