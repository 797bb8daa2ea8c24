package dev.waybill.cli.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Whether the end of the files story is what it should be: Girder read back against the folder on disk, the failure files and
 * the broker's offsets. Nothing that the two programs say of themselves is asked.
 *
 * <p>Not thread-safe.
 */
final class FilesVerdict {
    private final Map<String, FileProof> sent;
    private final String topic;
    private final Figures figures = new Figures();
    private final List<String> differences = new ArrayList<>();

    /**
     * A verdict on nothing yet.
     *
     * @param sent by path below the folder, with slashes
     */
    FilesVerdict(Map<String, FileProof> sent, String topic) {
        this.sent = Map.copyOf(sent);
        this.topic = topic;
        figures.measure("files sent", sent.size());
        figures.measure(
                "bytes sent", sent.values().stream().mapToLong(FileProof::size).sum());
    }

    /** Below a folder named like the topic each file is there once, complete and right; and nothing else is. */
    void girder(GirderTree tree) {
        items(tree.items());
        folders(tree.folders());
    }

    private void items(List<GirderTree.Item> items) {
        var times = new HashMap<String, Integer>();
        int fine = 0;
        int partial = 0;
        int unwanted = 0;
        int unsaid = 0;
        for (var item : items) {
            String path = item.path().substring(item.path().indexOf('/') + 1);
            FileProof expected = item.path().startsWith(topic + "/") ? sent.get(path) : null;
            times.merge(path, 1, Integer::sum);
            if (expected == null) {
                unwanted++;
                differences.add(item.path() + ": is in Girder, and nobody sent it");
            } else if (item.files().size() != 1) {
                partial++;
                differences.add(item.path() + ": expected one file in this item, found "
                        + item.files().size());
            } else if (!item.files().get(0).equals(expected)) {
                differences.add(item.path() + ": sent " + expected + ", read back "
                        + item.files().get(0));
            } else {
                fine++;
                unsaid +=
                        isDescribed(item.metadata(), item.path()) && isChecksum(item.metadata(), expected, item.path())
                                ? 0
                                : 1;
            }
        }
        figures.expect("in Girder, byte for byte", fine, sent.size());
        figures.expect(
                "missing",
                sent.keySet().stream().filter(path -> !times.containsKey(path)).count(),
                0);
        figures.expect(
                "there more than once",
                times.values().stream().filter(n -> n > 1).count(),
                0);
        figures.expect("items without a file, or with several", partial, 0);
        figures.expect("items that nobody sent", unwanted, 0);
        figures.expect("items with wrong metadata", unsaid, 0);
    }

    private void folders(List<GirderTree.Folder> folders) {
        var expected = new TreeSet<String>(List.of(topic));
        for (String path : sent.keySet()) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                expected.add(topic + "/" + path.substring(0, slash));
            }
        }
        int all = expected.size();
        int fine = 0;
        int unsaid = 0;
        for (var folder : folders) {
            if (expected.remove(folder.path())) {
                fine++;
            } else {
                differences.add(folder.path() + ": is there twice, or nobody asked for this folder");
            }
            unsaid += isDescribed(folder.metadata(), folder.path()) ? 0 : 1;
        }
        expected.forEach(path -> differences.add(path + ": there is no such folder"));
        figures.expect("folders", fine, all);
        figures.expect("folders with wrong metadata", unsaid, 0);
    }

    private boolean isDescribed(JsonNode metadata, String path) {
        boolean isRight = metadata.path("KafkaTopic").asString("").equals(topic)
                && !metadata.path("OpenMSIStreamVersion").asString("").isEmpty();
        if (!isRight) {
            differences.add(path + ": expected KafkaTopic " + topic + " and OpenMSIStreamVersion, found " + metadata);
        }
        return isRight;
    }

    private boolean isChecksum(JsonNode metadata, FileProof expected, String path) {
        String noted = metadata.path("checksum").path("sha256").asString("");
        if (!noted.equals(expected.sha256())) {
            differences.add(path + ": expected checksum " + expected.sha256() + ", found \"" + noted + '"');
        }
        return noted.equals(expected.sha256());
    }

    /** Nothing is: every chunk was good, and an outage is no fault of theirs. */
    void parked(List<ParkedLine> lines) {
        lines.forEach(line -> differences.add(line.position() + ": parked: " + line.reason()));
        figures.expect("chunks parked", lines.size(), 0);
    }

    /** The group has signed for every chunk. */
    void offsets(GroupProgress progress) {
        long chunks =
                progress.ends().values().stream().mapToLong(Long::longValue).sum();
        differences.addAll(progress.differences());
        figures.expect("offsets committed", progress.signedFor(), chunks);
    }

    Figures figures() {
        return figures;
    }

    /** All that is not as it should be; empty where the story ended well. */
    List<String> differences() {
        var all = new ArrayList<>(differences);
        all.addAll(figures.differences());
        return List.copyOf(all);
    }
}
