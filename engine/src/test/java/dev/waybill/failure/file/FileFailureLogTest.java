package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureLogTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final String FILE = "r0/failed_items_2026-02-03.jsonl";

    @TempDir
    Path folder;

    @Test
    void whatWasParkedIsReadAsItWas() throws IOException {
        var parked = parked(7, "{\"n\": 1}", "data.n: expected 5, got 1", AT, 2);
        new FileFailureStore(folder).park(List.of(parked));

        var entry = log().list(FailureFilter.ALL, 10).get(0);

        assertThat(entry.id()).isEqualTo(parked.id());
        assertThat(entry.fingerprint()).isEqualTo(parked.fingerprint());
        assertThat(entry.parked().at()).isEqualTo(AT);
        assertThat(entry.parked().step()).isEqualTo("sink");
        assertThat(entry.parked().attempts()).isEqualTo(4);
        assertThat(entry.parked().failure().failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(entry.parked().record().value()).isEqualTo("{\"n\": 1}".getBytes(UTF_8));
        assertThat(entry.parked().record().attempt()).isEqualTo(2);
        assertThat(entry.again().attempt()).isEqualTo(3);
        assertThat(entry.place()).endsWith("failed_items_2026-02-03.jsonl:1");
        assertThat(log().find(parked.id().substring(0, 8))).isPresent();
        assertThat(log().find("")).isPresent();
    }

    @Test
    void causesAreCountedTheLargestFirst() throws IOException {
        park(1, "data.n: expected 5, got 1", AT);
        park(2, "data.n: expected 5, got 22", AT.minusSeconds(60));
        park(3, "no JSON", AT.plusSeconds(60));

        var summary = log().summary(FailureFilter.ALL);

        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.groups()).hasSize(2);
        var largest = summary.groups().get(0);
        assertThat(largest.count()).isEqualTo(2);
        assertThat(largest.first()).isEqualTo(AT.minusSeconds(60));
        assertThat(largest.last()).isEqualTo(AT);
        assertThat(largest.example()).startsWith("data.n: expected 5");
    }

    @Test
    void whatIsSettledIsNotSeenAgainAndTheFileIsUntouched() throws IOException {
        park(1, "a", AT);
        park(2, "b", AT);
        String before = Files.readString(folder.resolve(FILE));

        log().settle(log().list(FailureFilter.ALL, 1));

        assertThat(offsets()).containsExactly(2L);
        assertThat(folder.resolve(FILE)).hasContent(before);
    }

    @Test
    void whatIsSettledInOneFileIsSettledInItsFolderAndTheOtherWayRound() throws IOException {
        park(1, "a", AT);
        park(2, "b", AT);
        park(3, "c", AT);
        var file = FileFailureLog.of(folder.resolve(FILE), folder.resolve("elsewhere"));

        file.settle(file.list(FailureFilter.ALL, 1));
        log().settle(log().list(FailureFilter.ALL, 1));

        assertThat(offsets()).containsExactly(3L);
        assertThat(file.list(FailureFilter.ALL, 10))
                .singleElement()
                .satisfies(left -> assertThat(left.parked().record().offset()).isEqualTo(3));
        assertThat(file.folder()).isEqualTo(folder);
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aFileThatLiesInNoRoundHasTheMarksItIsGiven() throws IOException {
        park(1, "a", AT);
        Path copy = Files.copy(folder.resolve(FILE), folder.resolve("copy.jsonl"));

        FileFailureLog.of(copy, folder).settle(log().list(FailureFilter.ALL, 1));

        assertThat(offsets()).isEmpty();
        assertThat(FileFailureLog.of(copy, folder).list(FailureFilter.ALL, 1)).isEmpty();
    }

    @Test
    void aFileIsSettledOnceNothingInItWaitsAndGoesOnlyIfItDidNotGrow() throws IOException {
        park(1, "a", AT);
        park(2, "b", AT);
        log().settle(log().list(FailureFilter.ALL, 1));
        var oneWaits = log().settled(AT.plusSeconds(1));

        log().settle(log().list(FailureFilter.ALL, 1));
        var settled = log().settled(AT.plusSeconds(1));
        var tooYoung = log().settled(AT);
        park(3, "c", AT);
        boolean isGone = settled.get(0).delete();

        assertThat(oneWaits).isEmpty();
        assertThat(settled).singleElement().satisfies(file -> {
            assertThat(file.records()).isEqualTo(2);
            assertThat(file.newest()).isEqualTo(AT);
        });
        assertThat(tooYoung).isEmpty();
        assertThat(isGone).isFalse();
        assertThat(offsets()).containsExactly(3L);

        log().settle(log().list(FailureFilter.ALL, 1));
        assertThat(log().settled(AT.plusSeconds(1)).get(0).delete()).isTrue();
        assertThat(folder.resolve(FILE)).doesNotExist();
        park(4, "d", AT);
        assertThat(offsets()).containsExactly(4L);
    }

    @Test
    void aFileWithALineThatIsNoRecordIsNotSettled() throws IOException {
        park(1, "a", AT);
        log().settle(log().list(FailureFilter.ALL, 1));
        Files.writeString(folder.resolve(FILE), "{\"n\": \n", StandardOpenOption.APPEND);

        assertThat(log().settled(AT.plusSeconds(1))).isEmpty();
    }

    @Test
    void aMarkCutShortByACrashSettlesNothing() throws IOException {
        park(1, "a", AT);
        park(2, "b", AT);
        var entries = log().list(FailureFilter.ALL, 2);
        String mark = entries.get(0).mark();
        Files.writeString(folder.resolve("replayed.marks"), mark.substring(0, 19));

        log().settle(List.of(entries.get(1)));

        assertThat(offsets()).containsExactly(1L);
    }

    @Test
    void aLineMendedAfterItWasSettledComesAgainUnderItsId() throws IOException {
        park(1, "a", AT);
        var before = log().list(FailureFilter.ALL, 1).get(0);
        log().settle(List.of(before));
        Path file = folder.resolve(FILE);
        Files.writeString(file, Files.readString(file).replace("\"n\":1", "\"n\":2"));

        var mended = log().list(FailureFilter.ALL, 1).get(0);

        assertThat(mended.id()).isEqualTo(before.id());
        assertThat(new String(mended.again().value(), UTF_8)).isEqualTo("{\"n\":2}");
        log().settle(List.of(mended));
        assertThat(offsets()).isEmpty();
    }

    @Test
    void aCursorSeesWhatWasThereWhenItWasOpened() throws IOException {
        park(1, "a", AT);
        try (var cursor = log().open()) {
            park(2, "b", AT);
            new FileFailureStore(folder).park(List.of(parked(1, "{\"n\":1}", "again", AT, 1)));

            assertThat(cursor.next().map(FailureEntry::place)).isPresent();
            assertThat(cursor.next()).isEmpty();
        }
        assertThat(offsets()).containsExactly(1L, 2L, 1L);
    }

    @Test
    void linesOfOtherProgramsAndBrokenOnesHaveTheirPlace() throws IOException {
        park(1, "a", AT);
        Path file = folder.resolve(FILE);
        String foreign = "{\"key\": \"K\", \"n\": 2, \"failure_timestamp\": \"2025-07-23T00:00:00+00:00\"}\n";
        Files.writeString(file, "{\"n\": \n" + foreign, StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("notes.txt"), "not looked at");

        var summary = log().summary(FailureFilter.ALL);
        var other = log().list(FailureFilter.ALL.withKey("K"), 1).get(0);

        assertThat(summary.count()).isEqualTo(2);
        assertThat(summary.damaged()).singleElement().asString().contains(".jsonl:2  not JSON at column");
        assertThat(other.parked().at()).isEqualTo("2025-07-23T00:00:00Z");
        assertThat(other.parked().failure().failureClass()).isEqualTo(FailureClass.BUG);
        log().settle(List.of(other));
        assertThat(offsets()).containsExactly(1L);
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing() throws IOException {
        var nowhere = new FileFailureLog(folder.resolve("none"));

        assertThat(nowhere.summary(FailureFilter.ALL).count()).isZero();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private FileFailureLog log() {
        return new FileFailureLog(folder);
    }

    private List<Long> offsets() throws IOException {
        return log().list(FailureFilter.ALL, 10).stream()
                .map(e -> e.parked().record().offset())
                .toList();
    }

    private void park(long offset, String reason, Instant at) throws IOException {
        new FileFailureStore(folder).park(List.of(parked(offset, "{\"n\":1}", reason, at, 0)));
    }

    private static ParkedRecord parked(long offset, String value, String reason, Instant at, int attempt) {
        var record = new KafkaRecord("cmip6", 3, offset, 5, null, value.getBytes(UTF_8), List.of(), attempt);
        return new ParkedRecord(record, new Failure(FailureClass.POISON, reason, null, null), 4, at, "sink");
    }
}
