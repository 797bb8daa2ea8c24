package dev.waybill.seeds;

import static java.time.Duration.ofMinutes;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.docs.LocalSite;
import dev.waybill.docs.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Piddiplatsch's README prints, typed from the first line to the last. */
final class PiddiplatschSeedIT {
    private static final String GOOD = "cmip6-post";
    private static final String LACKING = "cmip6-missing-size";
    private static final String FAILED = "failed_items_2025-07-23.jsonl";

    private static final Duration LONGEST = ofMinutes(4);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void everyCommandDoesWhatTheReadmeSays() throws Exception {
        try (var seed = SeedRun.of("piddiplatsch", folder)) {
            var up = seed.start("docker-compose up --build -d", LocalSite.options(List.of("kafka", "handle", "stac")));
            seed.alike("make start", "docker-compose up --build -d");
            var site = LocalSite.ready(seed.shell(), up);
            seed.shell().export("WAYBILL_KAFKA_BOOTSTRAP_SERVERS", site.at("kafka"));
            seed.shell().export("WAYBILL_HANDLE_SERVER_URL", site.at("handle"));
            seed.shell().export("WAYBILL_STAC_BASE_URL", site.at("stac"));

            theConfigurationIsCopiedAndRead(seed);
            anEventIsRegistered(seed);
            failuresAreKeptAndRetried(seed);

            assertThat(seed.did("docker-compose down -v")).isEqualTo("Ctrl-C");
            seed.alike("make stop", "docker-compose down -v");
            assertThat(up.end()).isEqualTo(143);
            seed.assertAllWereTyped();
        }
    }

    private void theConfigurationIsCopiedAndRead(SeedRun seed) throws Exception {
        assertThat(seed.type("cp src/config/default_config.toml custom.toml").exit())
                .isZero();

        var shown = seed.type("piddiplatsch --config custom.toml");
        var checked = seed.shell().run("piddiplatsch --config custom.toml config validate");

        assertThat(shown.out()).contains("consume", "init", "send", "retry", "config");
        assertThat(shown.exit()).isZero();
        assertThat(checked.exit()).as(checked.toString()).isZero();
    }

    private void anEventIsRegistered(SeedRun seed) throws Exception {
        Path events = Files.createDirectories(folder.resolve("tests/testdata/CMIP6"));
        for (String event : List.of(GOOD, LACKING)) {
            Files.copy(folder.resolve("examples/data/pid/" + event + ".json"), events.resolve(event + ".json"));
        }

        assertThat(seed.type("piddiplatsch init").exit()).isZero();
        Awaitility.await() // a machine that is busy answers late; the command says so, and is repeated
                .atMost(LONGEST)
                .untilAsserted(() -> {
                    var smoke = seed.type("make smoke");
                    assertThat(smoke.exit()).as(smoke.toString()).isZero();
                });
        var sent = send(seed, GOOD);
        Typed consumer = seed.start("piddiplatsch consume", "");
        consumer.await(() -> seed.shell()
                        .run("waybill pid verify tests/testdata/CMIP6/" + GOOD + ".json")
                        .exit()
                == 0);

        assertThat(sent).contains("CMIP6");
        assertThat(consumer.end()).as(consumer.said()).isEqualTo(143);
    }

    private static String send(SeedRun seed, String event) throws Exception {
        var run = seed.type("piddiplatsch send -p tests/testdata/CMIP6/<your_file>.json", "<your_file>", event);
        assertThat(run.exit()).as(run.toString()).isZero();
        return run.out() + run.err();
    }

    private void failuresAreKeptAndRetried(SeedRun seed) throws Exception {
        for (int i = 0; i < 4; i++) {
            send(seed, LACKING);
        }
        Typed consumer = seed.start("piddiplatsch --debug --logfile consume.log consume", "");
        consumer.await(() -> parked("r0").size() == 4);
        assertThat(consumer.end()).as(consumer.said()).isEqualTo(143);
        assertThat(Files.readString(folder.resolve("consume.log"))).contains("parked");

        var failures = parked("r0");
        assertThat(failures).allSatisfy(line -> {
            JsonNode item = JsonMapper.shared().readTree(line);
            assertThat(item.path("failure_timestamp").asString()).matches("20\\d\\d-.*(Z|\\+00:00)");
            assertThat(item.path("retries").asInt()).isZero();
        });

        retryOneThatFailsAgain(seed, write("r0", "first.jsonl", failures.get(0)));
        seed.shell().export("WAYBILL_SCHEMA_STRICT_MODE", "false"); // now a file may lack its size
        retryOneThatArrives(
                seed,
                "piddiplatsch retry <file.jsonl> [--delete-after]",
                write("r0", "second.jsonl", failures.get(1)),
                "<file.jsonl> [--delete-after]",
                "outputs/failures/r0/second.jsonl --delete-after");
        retryOneThatArrives(
                seed,
                "piddiplatsch retry outputs/failures/retries-0/" + FAILED + " --delete-after",
                write("retries-0", FAILED, failures.get(2)));
        retryOneThatArrives(
                seed,
                "piddiplatsch retry outputs/failures/r0/" + FAILED + " --delete-after",
                write("r0", FAILED, failures.get(3)));
    }

    private void retryOneThatFailsAgain(SeedRun seed, Path file) throws Exception {
        var run = seed.type(
                "piddiplatsch retry <failure-file.jsonl> [--delete-after]",
                "<failure-file.jsonl> [--delete-after]",
                folder.relativize(file).toString());

        assertThat(run.exit()).as(run.toString()).isEqualTo(3);
        assertThat(file).exists();
        assertThat(parked("r1"))
                .singleElement()
                .satisfies(line -> assertThat(JsonMapper.shared()
                                .readTree(line)
                                .path("retries")
                                .asInt())
                        .isEqualTo(1));
    }

    private static void retryOneThatArrives(SeedRun seed, String printed, Path file, String... adapted)
            throws Exception {
        var run = seed.type(printed, adapted);

        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(file).doesNotExist();
    }

    private Path write(String round, String name, String line) throws IOException {
        Path file = Files.createDirectories(folder.resolve("outputs/failures/" + round))
                .resolve(name);
        return Files.writeString(file, line + "\n");
    }

    /** The lines of a round's files, which are named by the day. */
    private List<String> parked(String round) throws IOException {
        Path files = folder.resolve("outputs/failures/" + round);
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(files)) {
            List<Path> days = all.filter(
                            file -> file.getFileName().toString().matches("failed_items_\\d{4}-\\d\\d-\\d\\d\\.jsonl"))
                    .collect(toList());
            return days.isEmpty() ? List.of() : Files.readAllLines(days.get(0));
        }
    }
}
