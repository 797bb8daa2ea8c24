package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parked records of any pipeline, as files, without settings and without brokers. */
final class FailuresCommandTest {
    private static final Instant DAY = Instant.parse("2026-01-31T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void park() throws IOException {
        var store = new FileFailureStore(folder);
        store.park(List.of(
                parked(0, 10, "a", DeliveryException.poison("no field \"x\" in 10")),
                parked(0, 11, "b", DeliveryException.poison("no field \"x\" in 11")),
                parked(1, 10, "a", DeliveryException.retriable("503 \u001b[31m " + "long ".repeat(40), null))));
    }

    @Test
    void groupsCountByCauseTheMostFrequentFirst() {
        var groups = rows("groups");

        assertThat(groups).extracting(g -> g.path("count").asInt()).containsExactly(2, 1);
        assertThat(groups).extracting(g -> g.path("class").asString()).containsExactly("poison", "transient");
        assertThat(groups.get(0).path("first").asString()).isEqualTo("2026-01-31T00:00:10Z");
        assertThat(groups.get(0).path("last").asString()).isEqualTo("2026-01-31T00:00:11Z");
    }

    @Test
    void aFlagOrAVariableSaysWhereTheyAreAsAFileOfSettingsDoes() throws IOException {
        String outputs = folder.resolve("outputs").toString();
        new FileFailureStore(folder.resolve("outputs/failures"))
                .park(List.of(parked(0, 7, "a", DeliveryException.poison("no"))));

        var byFlag = CommandRun.of("failures", "list", "-o", "jsonl", "--set", "consumer.output_dir=" + outputs);
        var byVariable =
                CommandRun.with(Map.of("WAYBILL_CONSUMER_OUTPUT_DIR", outputs), "failures", "list", "-o", "jsonl");

        assertThat(byFlag.out()).hasLineCount(1).contains("\"offset\":7");
        assertThat(byVariable.out()).isEqualTo(byFlag.out());
    }

    @ParameterizedTest
    @CsvSource({
        "--class=POISON, 2",
        "--class=transient, 1",
        "--topic=orders, 3",
        "--topic=other, 0",
        "--partition=0, 2",
        "--offsets=11, 1",
        "--offsets=-10, 2",
        "--offsets=11-, 1",
        "--offsets=10-11, 3",
        "--since=2026-01-31T00:00:11Z, 1",
        "--until=2026-01-31T00:00:11Z, 2",
        "--until=2026-01-31, 0",
        "--since=1h, 0",
        "--key=a, 2",
        "--at-most=1, 1"
    })
    void eachFilterNarrows(String option, int left) {
        assertThat(rows("list", option)).hasSize(left);
    }

    @Test
    void aCauseIsFoundByHowItsFingerprintBegins() {
        String fingerprint = rows("groups").get(0).path("fingerprint").asString();

        assertThat(rows("list", "--group", fingerprint.substring(0, 6))).hasSize(2);
        assertThat(rows("list", "--fingerprint", fingerprint)).hasSize(2);
    }

    @Test
    void oneRecordIsShownWithItsBytes() {
        String id = rows("list", "--offsets=11").get(0).path("id").asString();

        JsonNode shown = JsonMapper.shared()
                .readTree(run("show", id.substring(0, 10), "-o", "json").out());
        String forAPerson = run("show", id).out();

        assertThat(shown.path("id").asString()).isEqualTo(id);
        assertThat(shown.path("value").asString()).isEqualTo("base64:/wE=");
        assertThat(shown.path("headers").get(0).path("value").asString()).isEqualTo("h");
        assertThat(shown.path("attempts").asInt()).isEqualTo(3);
        assertThat(forAPerson).contains("reason       no field \"x\" in 11\n", "headers      trace: h\n");
    }

    @Test
    void anIdThatIsNotThereOrNotUniqueIsRefused() {
        CommandRun none = run("show", "zz");
        CommandRun several = run("show", "");

        assertThat(none.exit()).isEqualTo(5);
        assertThat(none.err()).contains("no parked record has the id zz", "next: waybill failures list");
        assertThat(several.exit()).isEqualTo(2);
        assertThat(several.err()).contains("several begin with");
    }

    @Test
    void aTableCutsLongReasonsAndNothingReachesTheTerminal() {
        CommandRun run = run("list");

        assertThat(run.out()).contains("503 \\u001b[31m long", "…").doesNotContain("\u001b", "long ".repeat(25));
        assertThat(run.out().lines()).hasSize(4);
    }

    @Test
    void whatIsDamagedIsSaidAndTheRestIsListed() throws IOException {
        Path file = folder.resolve("r0").resolve("failed_items_2026-01-31.jsonl");
        Files.writeString(file, Files.readString(file) + "{\"data\": \n");

        CommandRun run = run("list", "-o", "jsonl");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.err()).contains("warning: " + file + ":4");
    }

    @ParameterizedTest
    @CsvSource({
        "--offsets=12-11, --offsets",
        "--offsets=-, --offsets",
        "--since=yesterday, --since",
        "--failure-topic=orders, orders.ledger.failed",
        "--failure-topic=orders.ledger.failed, --bootstrap-server HOST:PORT",
        "--class=none, --class"
    })
    void anOptionThatMakesNoSenseIsExplained(String option, String said) {
        CommandRun run = run("list", option);

        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(said);
    }

    @Test
    void aFolderThatIsNotThereIsNotEmpty() {
        CommandRun run = CommandRun.of(
                "failures", "list", "--failures", folder.resolve("none").toString());

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("no such folder", "outputs/failures");
    }

    @Test
    void whatWasReplayedIsPurgedOnceItIsOldEnoughAndTheAuditSaysSo() throws IOException {
        Path file = folder.resolve("r0").resolve("failed_items_2026-01-31.jsonl");
        new FileFailureStore(folder).park(List.of(parked(0, 90_000, "a", DeliveryException.poison("the day after"))));
        var log = new FileFailureLog(folder);
        CommandRun allWait = run("purge", "--replayed", "--older-than", "1d");
        log.settle(log.list(FailureFilter.ALL, 3));

        CommandRun dry = run("purge", "--replayed", "--older-than", "1d", "--dry-run", "-o", "csv");
        CommandRun young = run("purge", "--replayed", "--older-than", "2026-01-31", "-o", "csv");
        boolean isThere = Files.exists(file);
        CommandRun purged = run("purge", "--replayed", "--older-than", "1d", "-o", "csv");

        assertThat(allWait.out().lines()).hasSize(1);
        assertThat(dry.out()).isEqualTo("file,records,newest\n" + file + ",3,2026-01-31T00:00:11Z\n");
        assertThat(young.out()).isEqualTo("file,records,newest\n");
        assertThat(isThere).isTrue();
        assertThat(purged.out()).as(purged.err()).isEqualTo(dry.out());
        assertThat(file).doesNotExist();
        assertThat(rows("list")).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("replays.jsonl")))
                .singleElement()
                .asString()
                .contains("\"event\":\"deletes\"", file.toString(), "\"records\":3", "\"who\":");
    }

    @Test
    void anEditIsShownWithItsDifferenceAndTakenBack() throws IOException {
        String id = park("{\"n\": 1, \"m\": 2}");
        Path before = folder.resolve("r0").resolve("failed_items_2026-01-31.jsonl");
        byte[] original = Files.readAllBytes(before);

        CommandRun dry = run("edit", id, "--change", "/n=5", "--dry-run");
        CommandRun stillWaiting = run("show", id);
        CommandRun edited = run("edit", id, "--change", "/n=5", "--change", "/who=anna", "--reason", "typing error");
        CommandRun shown = run("show", id, "-o", "json");
        CommandRun byFile = run("edit", id, "--file", before.toString());
        CommandRun restored = run("edit", id, "--restore");

        assertThat(dry.out()).isEqualTo("-   \"n\" : 1,\n+   \"n\" : 5,\n");
        assertThat(stillWaiting.out()).contains("state        waiting");
        assertThat(edited.err()).contains("waybill replay --id " + id);
        var fields = JsonMapper.shared().readTree(shown.out());
        assertThat(fields.path("value").asString()).isEqualTo("{\"n\": 1, \"m\": 2}");
        assertThat(fields.path("edited").asString()).isEqualTo("{\"n\":5,\"m\":2,\"who\":\"anna\"}");
        assertThat(fields.path("notes").get(0).asString()).contains("edited by", "typing error");
        assertThat(byFile.exit()).as(byFile.err()).isZero();
        assertThat(restored.err()).contains("the original value of " + id);
        assertThat(run("show", id).out()).contains("state        waiting");
        assertThat(before).hasBinaryContent(original);
    }

    @Test
    void anEditThatCannotBeMeantChangesNothing() throws IOException {
        String id = park("{\"n\": 1}");

        assertThat(run("edit", id).exit()).isEqualTo(2);
        assertThat(run("edit", id, "--change", "n=1").err()).contains("expected a place in the JSON");
        assertThat(run("edit", id, "--change", "/x/y=1").err()).contains("there is no such place");
        assertThat(run("edit", id, "--file", folder.resolve("none").toString()).exit())
                .isEqualTo(5);
        assertThat(run("edit", "zz", "--restore").exit()).isEqualTo(5);
        assertThat(folder.resolve("notes.jsonl")).doesNotExist();
    }

    @Test
    void aReplayIsKeptFromWhatIsParkedByHandUntilItIsFreed() {
        String print = rows("groups").get(0).path("fingerprint").asString();

        CommandRun dry = run("park", "--group", print, "--dry-run");
        CommandRun parked = run("park", "--group", print, "--reason", "waits for the schema");
        var kept = rows("list", "--state", "kept");
        CommandRun counted =
                CommandRun.of("replay", "--workload", "batch", "--dry-run", "--failures", folder.toString());
        CommandRun again = run("park", "--group", print);
        CommandRun freed = run("park", "--group", print, "--free");

        assertThat(dry.err()).isEqualTo("would keep 2\n");
        assertThat(parked.err()).isEqualTo("kept 2\n");
        assertThat(kept).hasSize(2).allMatch(row -> row.path("state").asString().equals("kept"));
        assertThat(counted.err()).isEqualTo("would replay 1 of 1\n");
        assertThat(again.err()).isEqualTo("kept 0\n");
        assertThat(freed.err()).isEqualTo("freed 2\n");
        assertThat(rows("list", "--state", "waiting")).hasSize(3);
    }

    @Test
    void nobodyParksAllByForgettingTheFilter() {
        CommandRun all = run("park");

        assertThat(all.exit()).isEqualTo(2);
        assertThat(all.err()).contains("nothing says which records are meant");
        assertThat(run("park", rows("list").get(0).path("id").asString()).err()).isEqualTo("kept 1\n");
    }

    /** One more, with that value; returns its id. */
    private String park(String value) throws IOException {
        var record = new KafkaRecord("orders", 2, 1, DAY.toEpochMilli(), null, value.getBytes(UTF_8), List.of(), 0);
        var parked = new ParkedRecord(record, DeliveryException.poison("no").failure(), 1, DAY, "sink");
        new FileFailureStore(folder).park(List.of(parked));
        return parked.id();
    }

    @Test
    void aPurgeSaysWhatIsMeantAndHowOld() {
        assertThat(run("purge", "--older-than", "30d").exit()).isEqualTo(2);
        assertThat(run("purge", "--replayed").exit()).isEqualTo(2);
        assertThat(run("purge", "--replayed", "--older-than", "old").err()).contains("--older-than");
    }

    @Test
    void limitsOfAReplayAreCheckedBeforeAnythingIsRead() {
        assertThat(CommandRun.of("replay", "--at-most", "0").exit()).isEqualTo(2);
        assertThat(CommandRun.of("replay", "--rate", "0").err()).contains("expected 1 or more, got 0");
    }

    private List<JsonNode> rows(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", "jsonl"));
        CommandRun run = run(all.toArray(String[]::new));
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private CommandRun run(String... words) {
        var all = new ArrayList<>(List.of("failures"));
        all.addAll(List.of(words));
        all.addAll(List.of("--failures", folder.toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static ParkedRecord parked(int partition, long offset, String key, DeliveryException why) {
        var record = new KafkaRecord(
                "orders",
                partition,
                offset,
                DAY.toEpochMilli(),
                key.getBytes(UTF_8),
                new byte[] {(byte) 0xff, 1},
                List.of(new Header("trace", "h".getBytes(UTF_8))),
                0);
        return new ParkedRecord(record, why.failure(), 3, DAY.plusSeconds(offset), "sink");
    }
}
