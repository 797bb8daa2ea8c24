package dev.waybill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.handle.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was parked is run again: it stays parked while its cause stays, and goes only when all of it has arrived. */
final class RetryIT {
    private static final String MENDED = "schema.strict_mode=false";

    private final ObjectNode good = Events.post(Events.datasetId("tas", 1), 2);
    private final ObjectNode broken = Events.post(Events.datasetId("tas", 2), 2);
    private final ObjectNode hopeless = Events.post(Events.datasetId("tas", 3), 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @BeforeEach
    void prepare() {
        Events.firstAsset(broken).put("file:checksum", "no multihash");
        Events.payload(hopeless).put("method", "POSTPONE");
        site = new Site(folder, 1);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void eachRoundIsOneFolderHigherUntilTheCauseIsMended() {
        site.send(List.of(good, broken));

        CommandRun consumed = site.pid("consume", "--exit-at-end");
        CommandRun first = site.pid("retry", folderOf(0).toString());
        CommandRun second = site.pid("retry", site.failureFile(1).toString());
        CommandRun counted = site.pid("retry", "--dry-run", folderOf(2).toString());
        CommandRun mended =
                site.pid("--set", MENDED, "retry", "--delete-after", folderOf(2).toString());

        assertThat(consumed.exit()).as(consumed.err()).isEqualTo(3);
        assertThat(List.of(first.exit(), second.exit(), counted.exit(), mended.exit()))
                .containsExactly(3, 3, 0, 0);
        assertThat(first.out()).isEqualTo("Retried 1 messages, 1 failed.\n");
        assertThat(mended.out()).isEqualTo("Retried 1 messages, 0 failed.\n");
        for (int round = 0; round < 2; round++) {
            List<JsonNode> lines = site.parked(round);
            assertThat(lines).hasSize(1);
            assertThat(lines.get(0).at("/__infos__/retries").intValue()).isEqualTo(round);
            assertThat(lines.get(0).at("/__infos__/topic").asString()).isEqualTo(site.topic);
            assertThat(lines.get(0).at("/__infos__/offset").intValue()).isEqualTo(1);
        }
        assertThat(site.failureFile(0)).exists();
        assertThat(site.failureFile(2)).doesNotExist();
        site.configure("schema.strict_mode = false");
        assertThat(site.expectation().differences(List.of(good, broken))).isEmpty();
    }

    @Test
    void aFileIsKeptWhileOneLineFailsOrIsNoEvent() throws IOException {
        site.send(List.of(broken, hopeless));
        site.pid("consume", "--exit-at-end");
        Path file = site.failureFile(0);

        CommandRun oneFails = site.pid("--set", MENDED, "retry", "--delete-after", file.toString());
        String fixed = Files.readString(file).replace("POSTPONE", "POST");
        Files.writeString(file, fixed + "{\"data\": \n");
        CommandRun oneIsNone = site.pid("--set", MENDED, "retry", "--delete-after", file.toString());

        assertThat(oneFails.exit()).isEqualTo(3);
        assertThat(oneFails.out()).isEqualTo("Retried 2 messages, 1 failed.\n");
        assertThat(oneFails.err()).contains("is kept: not all of it arrived");
        assertThat(oneIsNone.exit()).isEqualTo(3);
        assertThat(oneIsNone.out()).isEqualTo("Retried 2 messages, 1 failed.\n"); // the first line had arrived before
        assertThat(oneIsNone.err()).contains(file + ":3  not JSON at column", "is kept: not all of it arrived");
        assertThat(file).hasContent(fixed + "{\"data\": \n");

        Files.writeString(file, fixed);
        CommandRun all = site.pid("--set", MENDED, "retry", "--delete-after", file.toString());
        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(file).doesNotExist();
        site.configure("schema.strict_mode = false");
        Events.payload(hopeless).put("method", "POST");
        assertThat(site.expectation().differences(List.of(broken, hopeless))).isEmpty();
    }

    @Test
    void whatReplayHasRunAgainRetryLeavesOutAndTheOtherWayRound() {
        var events = IntStream.range(0, 6)
                .mapToObj(n -> Events.post(Events.datasetId("tas", n), 1))
                .toList();
        site.send(events);
        site.faults(Faults.failing(100, 400, OptionalInt.empty()));
        site.pid("consume", "--exit-at-end");
        site.faults(Faults.NONE);
        String[] replay = {"replay", "-c", site.config().toString(), "-o", "jsonl", "--at-most", "2"};

        CommandRun replayed = CommandRun.of(replay);
        CommandRun counted = site.pid("retry", "--dry-run", folderOf(0).toString());
        CommandRun retried = site.pid("retry", folderOf(0).toString());
        CommandRun nothing = CommandRun.of(replay);
        CommandRun again = site.pid("retry", "--delete-after", folderOf(0).toString());

        assertThat(replayed.out()).contains("\"arrived\":2");
        assertThat(counted.out()).isEqualTo("Would retry 4 messages, 0 failed.\n");
        assertThat(retried.out()).as(retried.err()).isEqualTo("Retried 4 messages, 0 failed.\n");
        assertThat(nothing.out()).contains("\"started\":0");
        assertThat(again.out()).isEqualTo("Retried 0 messages, 0 failed.\n");
        assertThat(site.failureFile(0)).doesNotExist();
        assertThat(site.arrivals().repeats()).isZero();
        assertThat(site.expectation().differences(events)).isEmpty();
    }

    @Test
    void filesOfEarlierProgramsAreUnderstood() throws IOException {
        var other = Events.post(Events.datasetId("pr", 4), 1);
        Path old = Files.createDirectories(folder.resolve("retries-0"));
        Path newer = Files.createDirectories(folder.resolve("r4"));
        ObjectNode first = good.deepCopy();
        first.put("failure_timestamp", "2025-07-23T00:00:00+00:00").put("retries", 0);
        ObjectNode second = other.deepCopy();
        second.put("key", "some-key");
        second.putObject("__infos__").put("retries", 4).put("reason", "503").put("project", "cmip6");
        ObjectNode third = hopeless.deepCopy();
        third.putObject("__infos__").put("retries", 4).put("reason", "503");
        Files.writeString(old.resolve("failed_items_2025-07-23.jsonl"), first + "\n");
        Files.writeString(newer.resolve("failed_items_2026-01-31.jsonl"), second + "\n" + third + "\n");

        CommandRun run = site.pid("retry", "--delete-after", old.toString(), newer.toString());

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEqualTo("Retried 3 messages, 1 failed.\n");
        assertThat(site.expectation().differences(List.of(good, other))).isEmpty();
        assertThat(old).isEmptyDirectory();
        assertThat(newer).isNotEmptyDirectory();
        assertThat(site.parked(5))
                .singleElement()
                .satisfies(line ->
                        assertThat(line.at("/data/payload/method").asString()).isEqualTo("POSTPONE"));
    }

    @Test
    void throughTheRetryTopicTheCountGoesAlong() throws IOException {
        String again = site.topic + "-again";
        site.broker.create(again, 1);
        site.configure("consumer.retry_topic = \"" + again + "\"");
        site.send(List.of(good, broken, hopeless));
        site.pid("consume", "--exit-at-end");

        CommandRun resent = site.pid("retry", "--delete-after", folderOf(0).toString());
        CommandRun consumed = site.pid("--set", MENDED, "consume", "--exit-at-end");

        assertThat(resent.exit()).as(resent.err()).isZero();
        assertThat(resent.out()).isEqualTo("Retried 2 messages, 0 failed.\n");
        assertThat(site.failureFile(0)).doesNotExist();
        assertThat(site.broker.ends(again)).containsEntry(0, 2L);
        assertThat(consumed.exit()).as(consumed.err()).isEqualTo(3);
        assertThat(site.broker.committed(site.group(), again)).containsEntry(0, 2L);
        assertThat(site.parked(1)).singleElement().satisfies(line -> {
            assertThat(line.at("/__infos__/retries").intValue()).isEqualTo(1);
            assertThat(line.at("/__infos__/topic").asString()).isEqualTo(again);
            assertThat(line.at("/__infos__/headers/0/name").asString()).isEqualTo("waybill-attempt");
            assertThat(line.at("/__infos__/headers/0/value").asString()).isEqualTo("1");
        });
        site.configure("schema.strict_mode = false");
        assertThat(site.expectation().differences(List.of(good, broken))).isEmpty();
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("none"));

        CommandRun missing = site.pid("retry", folder.resolve("r9").toString());
        CommandRun nothing = site.pid("retry", empty.toString());

        assertThat(missing.exit()).isEqualTo(5);
        assertThat(missing.err()).contains("r9").contains("no such file");
        assertThat(nothing).isEqualTo(new CommandRun(0, "No retry files found.\n", ""));
    }

    private Path folderOf(int round) {
        return site.outputs().resolve("failures").resolve("r" + round);
    }
}
