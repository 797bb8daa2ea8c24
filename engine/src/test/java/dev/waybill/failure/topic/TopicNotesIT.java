package dev.waybill.failure.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.Decision;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.FailureNote;
import dev.waybill.failure.Standing;
import dev.waybill.pipeline.SharedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided about a record on a failure topic lies among the marks of the topic. */
final class TopicNotesIT {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final byte[] ORIGINAL = {(byte) 0xff, 0, 1};
    private static final byte[] OTHER = {(byte) 0xfe, 2};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path claims;

    @SuppressWarnings("NullAway.Init")
    private TestCluster cluster;

    @SuppressWarnings("NullAway.Init")
    private TopicFailureLog log;

    private int decided;

    @BeforeEach
    void park() throws IOException {
        cluster = new TestCluster(SharedBroker.servers(), claims);
        try (var store = cluster.store()) {
            store.park(List.of(cluster.parked(0, 1, null, ORIGINAL, List.of())));
        }
        log = cluster.log();
    }

    @AfterEach
    void close() {
        log.close();
        cluster.close();
    }

    @Test
    void anEditIsWhatIsDeliveredAndTheOriginalStaysByteForByte() throws IOException {
        decide(new Decision.Edited(OTHER), "typing error");

        assertThat(entry().again().value()).isEqualTo(OTHER);
        assertThat(entry().again().attempt()).isEqualTo(1);
        assertThat(entry().parked().record().value()).isEqualTo(ORIGINAL);
        assertThat(entry().edit()).get().satisfies(note -> {
            assertThat(note.who()).isEqualTo("anna");
            assertThat(note.reason()).isEqualTo("typing error");
        });
        assertThat(cluster.all(cluster.topic.name()))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(ORIGINAL));
    }

    @Test
    void everyNoteStaysAndTheLastEditCountsUntilItIsTakenBack() throws IOException {
        decide(new Decision.Edited(ORIGINAL), "");
        decide(new Decision.Edited(null), "");
        byte @Nullable [] edited = entry().again().value();
        decide(new Decision.Restored(), "");

        assertThat(edited).isNull();
        assertThat(entry().again().value()).isEqualTo(ORIGINAL);
        assertThat(entry().edit()).isEmpty();
        assertThat(entry().notes()).hasSize(3);
        assertThat(cluster.all(cluster.topic.marks()))
                .extracting(record -> new String(record.key(), US_ASCII))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsKeptIsNotReplayedUntilItIsFreed() throws IOException {
        decide(new Decision.Kept(), "");
        boolean isKept = is(Standing.KEPT) && !is(Standing.WAITING);
        decide(new Decision.Freed(), "");

        assertThat(isKept).isTrue();
        assertThat(is(Standing.WAITING)).isTrue();
        assertThat(is(Standing.KEPT)).isFalse();
    }

    @Test
    void anEditTooLargeForTheTopicIsClaimed() throws IOException {
        byte[] large = new byte[2 << 20];

        decide(new Decision.Edited(large), "");

        assertThat(entry().again().value()).isEqualTo(large);
    }

    @Test
    void settlingTheRecordSettlesItsEditToo() throws IOException {
        decide(new Decision.Edited(OTHER), "");

        log.settle(List.of(entry()));

        assertThat(log.list(FailureFilter.ALL, 1)).isEmpty();
    }

    private void decide(Decision decision, String reason) throws IOException {
        var at = AT.plusSeconds(decided++);
        log.note(List.of(new FailureNote(entry().mark(), at, "anna", reason, decision)));
    }

    private boolean is(Standing standing) throws IOException {
        return !log.list(FailureFilter.ALL.withStanding(standing), 1).isEmpty();
    }

    private FailureEntry entry() throws IOException {
        return log.list(FailureFilter.ALL, 1).get(0);
    }
}
