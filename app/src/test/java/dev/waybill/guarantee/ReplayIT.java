package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.topic.FailureTopic;
import dev.waybill.failure.topic.TopicFailureStore;
import dev.waybill.local.handle.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was parked is counted, tried with a few, and runs again once its cause is mended; nothing of it is ever lost. */
final class ReplayIT {
    private static final int EVENTS = 12;

    private final List<ObjectNode> events = IntStream.range(0, EVENTS)
            .mapToObj(n -> Events.post(Events.datasetId("tas", n), 1))
            .toList();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @BeforeEach
    void parkAll() {
        site = new Site(folder, 2);
        site.send(events);
        site.faults(Faults.failing(100, 400, OptionalInt.empty()));
        CommandRun consumed = site.pid("consume", "--exit-at-end");
        assertThat(consumed.exit()).as(consumed.err()).isEqualTo(3);
        assertThat(site.parked(0)).hasSize(EVENTS);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aCanaryFindsTheCauseUnmendedAndLeavesTheRest() throws IOException {
        JsonNode group = only(run("failures", "groups", "-o", "jsonl"));
        CommandRun dry = run("replay", "--dry-run", "--at-most", "5", "-o", "jsonl");
        assertThat(auditLines()).isEmpty();

        CommandRun canary = run("replay", "--canary", "2");
        int parkedAgain = site.parked(1).size();
        site.faults(Faults.NONE);
        CommandRun mended = run("replay", "--canary", "2", "-o", "jsonl");
        CommandRun nothingLeft = run("replay", "-o", "jsonl");

        assertThat(group.path("count").asInt()).isEqualTo(EVENTS);
        assertThat(group.path("class").asString()).isEqualTo("poison");
        assertThat(only(dry)).isEqualTo(group);
        assertThat(dry.err()).isEqualTo("would replay 5 of 12\n");
        assertThat(canary.exit()).as(canary.err()).isEqualTo(4);
        assertThat(canary.err()).contains("the others were not started", "next: waybill failures groups");
        assertThat(parkedAgain).isBetween(1, 2);
        assertThat(mended.exit()).as(mended.err()).isZero();
        assertThat(only(mended).path("arrived").asInt()).isEqualTo(EVENTS);
        assertThat(only(nothingLeft).path("started").asInt()).isZero();
        assertThat(nothingLeft.exit()).isZero();
        assertThat(site.expectation().differences(events)).isEmpty();
        assertThat(auditLines())
                .extracting(line -> line.path("outcome").asString(""))
                .containsExactly("", "canary_failed", "", "done", "", "done");
        assertThat(auditLines().get(0).path("canary").asInt()).isEqualTo(2);
    }

    @Test
    void aReplayThatFailsAgainIsPartlyDoneAndFiltersChooseWhatItTakes() throws IOException {
        JsonNode first = JsonMapper.shared()
                .readTree(run("failures", "list", "-o", "jsonl")
                        .out()
                        .lines()
                        .findFirst()
                        .orElseThrow());
        String id = first.path("id").asString();
        CommandRun shown = run("failures", "show", id.substring(0, 12));

        CommandRun again = run("replay", "--id", id);
        site.faults(Faults.NONE);
        CommandRun byKey = run("replay", "--key", first.path("key").asString(), "-o", "jsonl");

        assertThat(shown.out())
                .contains(id, first.path("key").asString(), first.path("reason").asString());
        assertThat(again.exit()).as(again.err()).isEqualTo(3);
        assertThat(site.parked(1)).hasSize(1);
        assertThat(only(byKey).path("arrived").asInt()).isEqualTo(1);
        assertThat(rows(run("failures", "list", "-o", "jsonl"))).hasSize(EVENTS - 1);
    }

    @Test
    void ctrlCLosesNothing() throws Exception {
        Child.assumeSignalsArrive();
        site.faults(Faults.NONE);

        try (var child =
                Child.start(folder, List.of("replay", "-c", site.config().toString(), "--rate", "2"))) {
            await().atMost(ofMinutes(2)).until(() -> site.arrivals().handles() >= 2);
            child.signal("INT");
            assertThat(child.exit()).as(child.output()).isEqualTo(130);
            assertThat(child.output()).contains("what has not arrived stays parked");
        }
        int left = rows(run("failures", "list", "-o", "jsonl")).size();
        CommandRun rest = run("replay", "-o", "jsonl");

        assertThat(left).isBetween(1, EVENTS - 1);
        assertThat(only(rest).path("arrived").asInt()).isEqualTo(left);
        assertThat(site.expectation().differences(events)).isEmpty();
        assertThat(site.arrivals().repeats()).isZero();
        assertThat(auditLines().get(1).path("outcome").asString()).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReplayKeepsOthersAwayUntilItEndsOrIsKilled(boolean overTopic) throws Exception {
        var topic = new FailureTopic(site.topic, site.group());
        var store = overTopic
                ? new String[] {"--failure-topic", topic.name(), "--bootstrap-server", site.broker.servers()}
                : new String[0];
        if (overTopic) {
            copyTo(topic);
        }
        site.faults(Faults.NONE);
        var slow = joined(List.of("replay", "--rate", "1", "-c", site.config().toString()), store);

        CommandRun second;
        try (var first = Child.start(folder, List.of(slow))) {
            await().atMost(ofMinutes(2)).until(() -> site.arrivals().handles() >= 2);
            second = run(joined(List.of("replay"), store));
            first.kill();
        }
        int left = 2 * EVENTS - site.arrivals().handles();
        await().atMost(ofMinutes(2))
                .until(() -> run(joined(List.of("replay"), store)).exit() == 0);

        assertThat(second.exit()).as(second.err()).isEqualTo(6);
        assertThat(second.err())
                .startsWith("error: conflict  ")
                .contains(overTopic ? topic.name() : "failures", "another replay is under way")
                .contains(overTopic ? "127.0.0.1" : "process ");
        assertThat(left).as("what the killed one left").isPositive();
        assertThat(site.expectation().differences(events)).isEmpty();
    }

    @Test
    void aFailureTopicIsListedAndReplayedAsFilesAre() throws IOException {
        var topic = new FailureTopic(site.topic, site.group());
        String[] store = {"--failure-topic", topic.name(), "--bootstrap-server", site.broker.servers()};
        CommandRun missing = CommandRun.of(joined(List.of("failures", "list"), store));
        copyTo(topic);

        CommandRun groups = CommandRun.of(joined(List.of("failures", "groups", "-o", "jsonl"), store));
        CommandRun again = run(joined(List.of("replay", "--at-most", "1"), store));
        site.faults(Faults.NONE);
        CommandRun mended = run(joined(List.of("replay", "-o", "jsonl"), store));
        CommandRun left = CommandRun.of(joined(List.of("failures", "list", "-o", "json"), store));

        assertThat(missing.exit()).as(missing.err()).isEqualTo(5);
        assertThat(only(groups).path("count").asInt()).isEqualTo(EVENTS);
        assertThat(again.exit()).as(again.err()).isEqualTo(3);
        assertThat(mended.exit()).as(mended.err()).isZero();
        assertThat(only(mended).path("arrived").asInt()).isEqualTo(EVENTS);
        assertThat(left.out()).isEqualTo("[]\n");
        assertThat(site.expectation().differences(events)).isEmpty();
        assertThat(auditLines()).hasSize(4);
    }

    private void copyTo(FailureTopic topic) throws IOException {
        var parked = new ArrayList<ParkedRecord>();
        try (var cursor = new FileFailureLog(failures()).open()) {
            for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                parked.add(entry.get().parked());
            }
        }
        var servers = Map.of("bootstrap.servers", site.broker.servers());
        try (var store = TopicFailureStore.connect(servers, topic, folder.resolve("claims"))) {
            store.park(parked);
        }
    }

    /** The command with the settings of this site. */
    private CommandRun run(String... words) {
        return CommandRun.of(joined(List.of(words), "-c", site.config().toString()));
    }

    private static String[] joined(List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Path failures() {
        return site.outputs().resolve("failures");
    }

    private List<JsonNode> auditLines() throws IOException {
        Path file = failures().resolve("replays.jsonl");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(JsonMapper.shared()::readTree)
                        .toList()
                : List.of();
    }

    private static List<JsonNode> rows(CommandRun run) {
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static JsonNode only(CommandRun run) {
        assertThat(run.out().lines()).as(run.err()).hasSize(1);
        return JsonMapper.shared().readTree(run.out());
    }
}
