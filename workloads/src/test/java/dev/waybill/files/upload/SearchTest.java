package dev.waybill.files.upload;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.registry.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are found, and when they are sent. */
class SearchTest {
    private static final Watching WATCH = new Watching(ofSeconds(3), true, false);

    private final List<UploadedFile> failures = new ArrayList<>();
    private final Known known = new Known();
    private Instant now = Instant.parse("2026-03-02T14:05:09Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aGrowingFileIsTakenOnceItIsQuiet() throws IOException {
        write("a.dat", "1");
        var search = search(WATCH);
        assertThat(take(search)).isEmpty();

        for (int i = 0; i < 5; i++) {
            Files.writeString(folder.resolve("a.dat"), "more", StandardOpenOption.APPEND);
            now = now.plusSeconds(2);
            assertThat(take(search)).isEmpty();
        }
        now = now.plusMillis(2_999);
        assertThat(take(search)).isEmpty();
        now = now.plusMillis(1);

        assertThat(take(search)).containsExactly("a.dat");
    }

    @Test
    void onceEverythingIsTakenAtOnceAndThenItIsOver() throws IOException {
        write("a.dat", "1");
        write("sub/deep/b.dat", "2");
        var search = search(Watching.once());

        assertThat(take(search)).containsExactlyInAnyOrder("a.dat", "sub/deep/b.dat");
        assertThat(search.isOver()).isTrue();
    }

    @Test
    void hiddenFilesLogsAndTheRegistryStayBehindAndNothingElseDoes() throws IOException {
        for (String name :
                new String[] {".hidden", "sub/.hidden", ".git/x", "sub/.git/x", "run.log", "sub/run.log", "LOGS/t.csv"
                }) {
            write(name, "no");
        }
        for (String name : new String[] {"catalog.csv", "sub/logbook.txt", "log", "sub/LOGS/x", "empty"}) {
            write(name, "");
        }

        assertThat(take(search(Watching.once())))
                .containsExactlyInAnyOrder("catalog.csv", "sub/logbook.txt", "log", "sub/LOGS/x", "empty");
    }

    @Test
    void whatAnEarlierRegistryLeftInLogsStaysBehindAndNothingElseThereDoes() throws IOException {
        for (String name : new String[] {
            "LOGS/upload_to_t.jsonl",
            "LOGS/upload_to_t.lock",
            "LOGS/upload_to_t_in_progress.csv",
            "LOGS/uploaded_to_t.csv"
        }) {
            write(name, "no");
        }
        write("LOGS/scan.csv", "");
        write("sub/LOGS/uploaded_to_t.csv", "");
        var tree = new FileTree(folder, folder.resolve("elsewhere"), FileTree.NO_LOGS);

        assertThat(take(search(tree, Watching.once())))
                .containsExactlyInAnyOrder("LOGS/scan.csv", "sub/LOGS/uploaded_to_t.csv");
    }

    @Test
    void aPatternFitsFromTheStartOfThePathAndNotToItsEnd() throws IOException {
        write("run1/a.dat", "");
        write("old/run1/a.dat", "");
        var tree = new FileTree(folder, folder.resolve("LOGS"), Pattern.compile("run\\d/"));

        assertThat(take(search(tree, Watching.once()))).containsExactly("run1/a.dat");
    }

    @Test
    void aLinkToAFileIsFollowedOneToAFolderIsNotAndABrokenOneIsNamed() throws IOException {
        write("sub/a.dat", "1");
        Files.createSymbolicLink(folder.resolve("file"), folder.resolve("sub/a.dat"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("broken"), folder.resolve("gone"));

        assertThat(take(search(Watching.once()))).containsExactlyInAnyOrder("sub/a.dat", "file");
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(folder.resolve("broken").toString());
            assertThat(failure.reason()).contains("no such file");
        });
    }

    @Test
    void aLinkInThePlaceOfTheFolderItselfIsFollowed() throws IOException {
        write("sub/a.dat", "1");
        write("sub/LOGS/t.csv", "no");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("sub"));
        var tree = new FileTree(link, link.resolve("LOGS"), FileTree.NO_LOGS);

        assertThat(take(search(tree, Watching.once()))).containsExactly("a.dat");
    }

    @Test
    void whatLiesThereAtTheStartIsLeftAloneUntilItChangesWhereOnlyNewOnesAreWanted() throws IOException {
        write("old.dat", "1");
        write("begun.dat", "1");
        known.inProgress("begun.dat");
        var search = search(new Watching(ofSeconds(0), true, true));
        assertThat(take(search)).containsExactly("begun.dat");

        write("new.dat", "1");
        now = now.plusSeconds(1);
        assertThat(take(search)).contains("new.dat").doesNotContain("old.dat");
        write("old.dat", "12");
        now = now.plusSeconds(1);

        assertThat(take(search)).contains("old.dat");
    }

    @Test
    void aFileThatIsGoneIsForgotten() throws IOException {
        write("a.dat", "1");
        var search = search(WATCH);
        assertThat(take(search)).isEmpty();

        Files.delete(folder.resolve("a.dat"));
        now = now.plusSeconds(5);

        assertThat(take(search)).isEmpty();
        assertThat(search.waiting()).isZero();
    }

    private Search search(Watching watching) {
        return search(new FileTree(folder, folder.resolve("LOGS"), FileTree.NO_LOGS), watching);
    }

    private Search search(FileSource source, Watching watching) {
        return new Search(source, watching, () -> now, new Tally(failures::add), known);
    }

    private static List<String> take(Search search) throws IOException {
        search.tick();
        var names = new ArrayList<String>();
        for (var file = search.next(); file.isPresent(); file = search.next()) {
            names.add(file.get().name().toString());
        }
        return names;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, text);
    }

    private static final class Known implements Search.Run {
        private final Map<RelativePath, Entry> entries = new HashMap<>();

        void inProgress(String path) {
            entries.put(RelativePath.of(path), new Entry.InProgress(Shipments.any(), 0));
        }

        @Override
        public boolean isStopped() {
            return false;
        }

        @Override
        public boolean isUnderWay(RelativePath path) {
            return false;
        }

        @Override
        public Optional<Entry> known(RelativePath path) {
            return Optional.ofNullable(entries.get(path));
        }
    }
}
