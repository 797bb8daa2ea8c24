package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.demo.GirderTree.Folder;
import dev.waybill.cli.demo.GirderTree.Item;
import dev.waybill.record.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FilesVerdictTest {
    private static final FileProof A = new FileProof(3, "aa");
    private static final FileProof B = new FileProof(0, "bb");
    private static final Map<String, FileProof> SENT = Map.of("a.dat", A, "run/été/b.dat", B);
    private static final JsonNode NOTED = json("{\"KafkaTopic\":\"raw\",\"OpenMSIStreamVersion\":\"1.8.7\"}");

    private final List<Folder> folders = new ArrayList<>(
            List.of(new Folder("raw", NOTED), new Folder("raw/run", NOTED), new Folder("raw/run/été", NOTED)));
    private final List<Item> items = new ArrayList<>(List.of(item("raw/a.dat", A), item("raw/run/été/b.dat", B)));

    @Test
    void aStoryThatEndedWellHasNoDifferences() {
        assertThat(judged()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsMissing() {
        items.remove(1);

        assertThat(judged())
                .containsExactlyInAnyOrder(
                        "in Girder, byte for byte: expected 2, found 1", "missing: expected 0, found 1");
    }

    @Test
    void otherBytesAreNoticedThoughTheChecksumSaysOtherwise() {
        items.set(0, new Item("raw/a.dat", described(A), List.of(new FileProof(3, "ab"))));

        assertThat(judged())
                .contains("in Girder, byte for byte: expected 2, found 1")
                .anyMatch(line -> line.startsWith("raw/a.dat: sent"));
    }

    @Test
    void aFileThatIsThereTwiceIsNoticed() {
        items.add(item("raw/a.dat", A));

        assertThat(judged()).contains("there more than once: expected 0, found 1");
    }

    @Test
    void anItemWithoutAFileIsPartial() {
        items.set(0, new Item("raw/a.dat", described(A), List.of()));

        assertThat(judged()).contains("items without a file, or with several: expected 0, found 1");
    }

    @Test
    void whatNobodySentIsNoticedWhereverItIs() {
        items.add(item("raw/a (1).dat", A));
        items.add(item("elsewhere/a.dat", A));

        assertThat(judged())
                .contains("items that nobody sent: expected 0, found 2", "there more than once: expected 0, found 1");
    }

    @Test
    void aWrongChecksumAndAWrongTopicAreNoticed() {
        items.set(0, new Item("raw/a.dat", described(B), List.of(A)));
        folders.set(2, new Folder("raw/run/été", json("{\"KafkaTopic\":\"other\",\"OpenMSIStreamVersion\":\"1\"}")));

        assertThat(judged())
                .contains(
                        "raw/a.dat: expected checksum aa, found \"bb\"",
                        "items with wrong metadata: expected 0, found 1",
                        "folders with wrong metadata: expected 0, found 1");
    }

    @Test
    void foldersAreThereOnceAndNoOther() {
        folders.remove(1);
        folders.add(new Folder("raw/run/été", NOTED));
        folders.add(new Folder("raw/empty", NOTED));

        assertThat(judged())
                .containsExactlyInAnyOrder(
                        "raw/run: there is no such folder",
                        "raw/run/été: is there twice, or nobody asked for this folder",
                        "raw/empty: is there twice, or nobody asked for this folder",
                        "folders: expected 3, found 2");
    }

    @Test
    void aParkedChunkAndAnOffsetThatStandsBackAreNoticed() {
        var partition = new TopicPartition("raw", 0);
        var verdict = new FilesVerdict(SENT, "raw");

        verdict.parked(
                List.of(new ParkedLine(Path.of("f"), "", new Position("raw", 0, 7), "poison", "no chunk", null)));
        verdict.offsets(new GroupProgress(Map.of(partition, 7L), Map.of(partition, 9L)));

        assertThat(verdict.differences())
                .containsExactlyInAnyOrder(
                        "raw-0@7: parked: no chunk",
                        "raw-0: committed up to 7, expected 9",
                        "chunks parked: expected 0, found 1",
                        "offsets committed: expected 9, found 7");
    }

    private List<String> judged() {
        var verdict = new FilesVerdict(SENT, "raw");
        verdict.girder(new GirderTree(folders, items));
        return verdict.differences();
    }

    private static Item item(String path, FileProof proof) {
        return new Item(path, described(proof), List.of(proof));
    }

    private static JsonNode described(FileProof proof) {
        return json("{\"KafkaTopic\":\"raw\",\"OpenMSIStreamVersion\":\"1.8.7\",\"checksum\":{\"sha256\":\""
                + proof.sha256() + "\"}}");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
