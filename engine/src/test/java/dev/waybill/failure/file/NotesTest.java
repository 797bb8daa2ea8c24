package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.Decision;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.FailureNote;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.failure.Standing;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided about a parked record lies beside it. */
class NotesTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final byte[] ORIGINAL = {(byte) 0xff, 0, 1};
    private static final byte[] OTHER = {(byte) 0xfe, 2};

    @TempDir
    Path folder;

    @BeforeEach
    void park() throws IOException {
        var record = KafkaRecord.of("t", 0, 7, "k".getBytes(UTF_8), ORIGINAL);
        new FileFailureStore(folder)
                .park(List.of(
                        new ParkedRecord(record, DeliveryException.poison("no").failure(), 1, AT)));
    }

    @Test
    void anEditIsWhatIsDeliveredAndTheOriginalStaysByteForByte() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("r0/failed_items_2026-02-03.jsonl"));

        decide(new Decision.Edited(OTHER), "typing error");

        assertThat(entry().again().value()).isEqualTo(OTHER);
        assertThat(entry().again().attempt()).isEqualTo(1);
        assertThat(entry().parked().record().value()).isEqualTo(ORIGINAL);
        assertThat(entry().edit()).get().satisfies(note -> {
            assertThat(note.who()).isEqualTo("anna");
            assertThat(note.reason()).isEqualTo("typing error");
            assertThat(note.at()).isEqualTo(AT);
        });
        assertThat(folder.resolve("r0/failed_items_2026-02-03.jsonl")).hasBinaryContent(before);
    }

    @Test
    void theLastEditCountsUntilItIsTakenBack() throws IOException {
        decide(new Decision.Edited(ORIGINAL), "");
        decide(new Decision.Edited(null), "");
        byte @Nullable [] edited = entry().again().value();
        decide(new Decision.Restored(), "");

        assertThat(edited).isNull();
        assertThat(entry().again().value()).isEqualTo(ORIGINAL);
        assertThat(entry().edit()).isEmpty();
        assertThat(entry().notes()).hasSize(3);
    }

    @Test
    void aFilterTellsWhatIsKeptFromWhatIsEditedAndWhatWaits() throws IOException {
        boolean waitsAtFirst = is(Standing.WAITING);
        decide(new Decision.Edited(OTHER), "");
        boolean isEdited = is(Standing.EDITED) && is(Standing.WAITING);
        decide(new Decision.Kept(), "");
        boolean isKept = is(Standing.KEPT) && !is(Standing.WAITING) && !is(Standing.EDITED) && is(Standing.ANY);
        decide(new Decision.Freed(), "");

        assertThat(waitsAtFirst).isTrue();
        assertThat(isEdited).isTrue();
        assertThat(isKept).isTrue();
        assertThat(is(Standing.KEPT)).isFalse();
        assertThat(is(Standing.EDITED)).isTrue();
    }

    @Test
    void settlingTheRecordSettlesItsEditToo() throws IOException {
        decide(new Decision.Edited(OTHER), "");

        log().settle(List.of(entry()));

        assertThat(log().list(FailureFilter.ALL, 1)).isEmpty();
    }

    @Test
    void aNoteThatIsCutShortIsSaidAndTheOthersHold() throws IOException {
        decide(new Decision.Kept(), "");
        Files.writeString(folder.resolve("notes.jsonl"), "{\"at\": \"20", StandardOpenOption.APPEND);

        decide(new Decision.Edited(OTHER), "");

        assertThat(entry().isKept()).isTrue();
        assertThat(entry().again().value()).isEqualTo(OTHER);
        assertThat(log().summary(FailureFilter.ALL).damaged())
                .singleElement()
                .asString()
                .contains("notes.jsonl:2");
    }

    private void decide(Decision decision, String reason) throws IOException {
        log().note(List.of(new FailureNote(entry().mark(), AT, "anna", reason, decision)));
    }

    private boolean is(Standing standing) throws IOException {
        return !log().list(FailureFilter.ALL.withStanding(standing), 1).isEmpty();
    }

    private FailureEntry entry() throws IOException {
        return log().list(FailureFilter.ALL, 1).get(0);
    }

    private FileFailureLog log() {
        return new FileFailureLog(folder);
    }
}
