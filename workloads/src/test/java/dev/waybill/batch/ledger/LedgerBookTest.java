package dev.waybill.batch.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.ledger.Entry.BegunEntry;
import dev.waybill.batch.ledger.Entry.BlockEntry;
import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.GoneEntry;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Outcome;
import dev.waybill.batch.ledger.Entry.RemovedEntry;
import dev.waybill.batch.ledger.Entry.Request;
import dev.waybill.batch.ledger.Entry.Seal;
import dev.waybill.batch.ledger.Entry.Upload;
import dev.waybill.batch.ledger.JobStatus.Totals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerBookTest {
    private static final String ID = "0000beef";
    private static final ModelEntry MODEL = new ModelEntry("a1b2c3d4", "purchases", "{\"a\":\"String\"}", 1, 5);
    private static final JobEntry JOB = job(Request.PLAIN);

    private final LedgerBook book = new LedgerBook();

    @ParameterizedTest
    @CsvSource({
        // rows and good rows of two blocks
        "2, 2, 3, 3, SUCCESS",
        "2, 1, 3, 3, PARTIAL_SUCCESS",
        "2, 0, 3, 3, PARTIAL_SUCCESS",
        "2, 0, 3, 0, FAILED",
        "0, 0, 0, 0, SUCCESS",
    })
    void theRowsOfAllBlocksDecide(int rows0, int ok0, int rows1, int ok1, JobState expected) {
        tell(JOB, block(0, rows0, ok0), block(1, rows1, ok1), sealed(2, rows0 + rows1));

        assertThat(status().state()).isEqualTo(expected);
        assertThat(status().totals()).isEqualTo(new Totals(rows0 + rows1, ok0 + ok1, rows0 + rows1 - ok0 - ok1));
    }

    @Test
    void aFileWithoutRowsIsASuccess() {
        tell(JOB, sealed(0, 0));

        assertThat(status().state()).isEqualTo(JobState.SUCCESS);
        assertThat(status().moments().ended()).isEqualTo(OptionalLong.of(90));
    }

    @Test
    void aJobIsPendingUntilSomebodyBegins() {
        tell(JOB, sealed(2, 5));
        assertThat(status().state()).isEqualTo(JobState.PENDING);
        assertThat(status().moments().waitingMs(60)).isEqualTo(50);
        assertThat(status().moments().processingMs(60)).isZero();

        tell(new BegunEntry(ID, 30), block(0, 2, 2));
        assertThat(status().state()).isEqualTo(JobState.RUNNING);
        assertThat(status().moments().waitingMs(60)).isEqualTo(20);
        assertThat(status().moments().processingMs(60)).isEqualTo(30);
    }

    @Test
    void theFirstWorkerThatBeganCounts() {
        tell(JOB, new BegunEntry(ID, 40), new BegunEntry(ID, 30), new BegunEntry(ID, 50));

        assertThat(status().moments().begun()).isEqualTo(OptionalLong.of(30));
    }

    @Test
    void everyOrderOfEntriesComesToTheSame() {
        var entries =
                List.of(JOB, new BegunEntry(ID, 30), block(0, 2, 1), block(1, 3, 3), block(2, 1, 1), sealed(3, 6));

        for (List<Entry> order : orders(entries)) {
            if (order.indexOf(JOB) < order.indexOf(entries.get(5))) {
                var other = new LedgerBook();
                order.forEach(other::add);
                assertThat(other.job(ID)).as("%s", order).isPresent().get().satisfies(status -> {
                    assertThat(status.state()).isEqualTo(JobState.PARTIAL_SUCCESS);
                    assertThat(status.totals()).isEqualTo(new Totals(6, 5, 1));
                    assertThat(status.codes()).isEqualTo(Map.of("MISSING_COLUMN", 1L));
                    assertThat(status.moments().ended()).isEqualTo(OptionalLong.of(72));
                });
            }
        }
    }

    @Test
    void whatIsSaidAgainChangesNothing() {
        tell(
                JOB,
                block(0, 2, 1),
                block(0, 2, 1),
                sealed(2, 5),
                block(1, 3, 3),
                block(0, 2, 1),
                sealed(2, 5),
                block(1, 3, 3));

        assertThat(status().totals()).isEqualTo(new Totals(5, 4, 1));
        assertThat(status().codes()).isEqualTo(Map.of("MISSING_COLUMN", 1L));
        assertThat(status().blocks().done()).isEqualTo(2);
    }

    @Test
    void aBlockThatIsStoredStaysStored() {
        tell(JOB, block(0, 2, 2), of(0, Outcome.SKIPPED), of(0, Outcome.FAILED), sealed(1, 2));

        assertThat(status().state()).isEqualTo(JobState.SUCCESS);
    }

    @Test
    void aBlockThatWasParkedIsMendedByItsReplay() {
        tell(JOB, of(0, Outcome.FAILED), block(1, 3, 3), sealed(2, 5));
        assertThat(status().state()).isEqualTo(JobState.PARTIAL_SUCCESS);
        assertThat(status().detail()).contains("block 0 is parked: why it failed");

        tell(block(0, 2, 2));
        assertThat(status().state()).isEqualTo(JobState.SUCCESS);
        assertThat(status().detail()).isEmpty();
    }

    @Test
    void aFileThatBreaksOffIsNoSuccess() {
        tell(JOB, block(0, 2, 2), JOB.sealed(new Seal(1, 2, 90, "the compressed data breaks off")));

        assertThat(status().state()).isEqualTo(JobState.PARTIAL_SUCCESS);
        assertThat(status().detail()).contains("the compressed data breaks off");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void aCancelCountsAtAnyMomentBeforeTheEnd(int moment) {
        var entries =
                new ArrayList<Entry>(List.of(new BegunEntry(ID, 30), block(0, 2, 2), sealed(2, 5), block(1, 3, 3)));
        entries.add(moment, new CancelEntry(ID, false, false, 50));
        entries.add(0, JOB);

        entries.forEach(book::add);

        assertThat(status().state()).isEqualTo(JobState.CANCELLED);
        assertThat(status().totals().ok()).as("what was stored is counted").isEqualTo(5);
        assertThat(status().moments().ended()).isEqualTo(OptionalLong.of(50));
        assertThat(status().blocks().areLeftOut()).isTrue();
    }

    @Test
    void aCancelAfterTheEndChangesNothing() {
        tell(JOB, block(0, 2, 2), sealed(1, 2), new CancelEntry(ID, false, false, 99));

        assertThat(status().state()).isEqualTo(JobState.SUCCESS);
        assertThat(status().cancelled()).isEmpty();
    }

    @Test
    void aCancelledJobStaysSoWhateverComesBehindIt() {
        tell(JOB, new CancelEntry(ID, false, false, 50), sealed(1, 2), of(0, Outcome.SKIPPED));
        tell(new CancelEntry(ID, true, true, 70));

        assertThat(status().state()).isEqualTo(JobState.CANCELLED);
        assertThat(status().cancelled()).map(CancelEntry::remove).contains(true);
        assertThat(status().blocks().areDone()).isTrue();
        assertThat(status().blocks().areRemoved()).isFalse();

        tell(new RemovedEntry(ID, 80));
        assertThat(status().blocks().areRemoved()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, RUNNING",
        "0, 1, FAILED",
        "50%, 1, RUNNING",
    })
    void moreRejectsThanTheLimitEndTheJob(String limit, int errors, JobState expected) {
        tell(job(new Request(null, limit, null, null)), block(0, 2, 2 - errors));

        assertThat(status().state()).isEqualTo(expected);
        assertThat(status().blocks().areLeftOut()).isEqualTo(expected == JobState.FAILED);
    }

    @Test
    void aShareOfRejectsIsTakenOfTheWholeFile() {
        var job = job(new Request(null, "10%", null, null));
        tell(job, block(0, 10, 8));
        assertThat(status().state()).isEqualTo(JobState.RUNNING);

        tell(job.sealed(new Seal(2, 20, 90, null)));
        assertThat(status().state()).as("2 of 20 are 10 percent").isEqualTo(JobState.RUNNING);

        tell(block(1, 10, 9));
        assertThat(status().state()).isEqualTo(JobState.FAILED);
        assertThat(status().detail().orElseThrow()).contains("limit of 10%");
    }

    @Test
    void theFirstFileUnderAnIdIsTheJobs() {
        tell(JOB, new JobEntry(ID, MODEL, new Upload("b.csv", 7, "other", "CSV"), Request.PLAIN, "api", 10, null));

        assertThat(status().job().upload().sha256()).isEqualTo("sha");
    }

    /** As a log cleaner does, at any moment, again and again. */
    @Test
    void aCompactedLedgerComesToTheSame() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            List<Entry> history = history(random);
            var whole = new LedgerBook();
            history.forEach(whole::add);

            var compacted = new LedgerBook();
            lastOfEachKey(history, random.nextInt(history.size() + 1)).forEach(compacted::add);

            assertThat(compacted.job(ID)).as("seed %d, %s", seed, history).isEqualTo(whole.job(ID));
        }
    }

    /** What API and workers may write: no worker does a block again that the ledger has as stored. */
    private static List<Entry> history(Random random) {
        var entries = new ArrayList<Entry>(List.of(new BegunEntry(ID, 30), sealed(3, 6)));
        for (int i = 0; i < 3; i++) {
            entries.add(random.nextInt(4) == 0 ? of(i, Outcome.FAILED) : block(i, 2, random.nextInt(3)));
        }
        Collections.shuffle(entries, random);
        entries.add(0, JOB);
        if (random.nextBoolean()) {
            int at = 1 + random.nextInt(entries.size());
            entries.add(at, new CancelEntry(ID, false, false, 50));
            var before = new LedgerBook();
            entries.subList(0, at).forEach(before::add);
            boolean isLate = before.job(ID).orElseThrow().state().isTerminal();
            if (isLate) {
                entries.remove(at); // its writer takes it back
            } else if (random.nextBoolean()) {
                entries.add(new CancelEntry(ID, true, true, 60));
            }
        }
        return entries;
    }

    private static List<Entry> lastOfEachKey(List<Entry> history, int cleaned) {
        var last = new LinkedHashMap<String, Entry>();
        for (Entry entry : history.subList(0, cleaned)) {
            last.remove(entry.key());
            last.put(entry.key(), entry);
        }
        var kept = new ArrayList<>(last.values());
        kept.addAll(history.subList(cleaned, history.size()));
        return kept;
    }

    @Test
    void ofAForgottenJobOnlyItsIdIsKnown() {
        tell(JOB, block(0, 2, 1), sealed(1, 2));

        tell(new GoneEntry(ID, 99));
        tell(block(0, 2, 1), JOB); // what compaction has not taken away yet, or somebody says late

        assertThat(book.jobs()).isEmpty();
        assertThat(book.outcome(ID, 0)).isEmpty();
        assertThat(book.isGone(ID)).isTrue();
        assertThat(book.isGone("0000dead")).isFalse();
    }

    @Test
    void aModelIsThereUntilItIsRemoved() {
        tell(MODEL);
        assertThat(book.model(MODEL.id())).contains(MODEL);

        book.add(MODEL.key(), null);
        assertThat(book.model(MODEL.id())).isEmpty();
        assertThat(book.models()).isEmpty();
    }

    @Test
    void entriesSurviveTheTopic() {
        for (Entry entry : List.of(
                MODEL,
                JOB,
                sealed(2, 5),
                block(0, 2, 1),
                new BegunEntry(ID, 3),
                new CancelEntry(ID, true, false, 4),
                new GoneEntry(ID, 5))) {
            var kind = LedgerKey.kindOf(entry.key()).orElseThrow();

            assertThat(EntryCodec.read(kind, EntryCodec.write(entry))).contains(entry);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "job/0000beef, not json",
        "job/0000beef, '[]'",
        "job/0000beef, 'null'",
        "job/0000beef, '{}'",
        "job/0000beef, '{\"id\": \"0000beef\", \"createdAtMs\": 1}'",
        "begun/0000beef, '{\"job\": \"a1b2c3d4\", \"atMs\": 1}'",
        "begun/0000beef, '{}'",
        "block/0000beef/0, '{\"job\": \"0000beef\", \"index\": 0, \"rows\": 1, \"ok\": 1, \"codes\": {}, \"startedAtMs\": 1, \"endedAtMs\": 1}'",
        "model/a1b2c3d4, '{\"id\": \"a1b2c3d4\", \"version\": 1, \"updatedAtMs\": 1}'",
        "later/1, '{}'",
        "'', '{}'"
    })
    void whatIsNotUnderstoodIsLeftOut(String key, String value) {
        assertThat(book.add(key, value.getBytes(UTF_8))).isFalse();
        assertThat(book.jobs()).isEmpty();
    }

    @Test
    void ofTwoWishesAtOnceTheSecondIsInTimeAsWell() {
        tell(JOB, new CancelEntry(ID, false, false, 50), new CancelEntry(ID, true, false, 51));

        assertThat(status().state()).isEqualTo(JobState.CANCELLED);
        assertThat(status().cancelled()).map(CancelEntry::remove).contains(true);
    }

    @Test
    void aCancelThatIsTakenBackCountsNoMore() {
        var wish = new CancelEntry(ID, false, false, 50);
        tell(JOB, wish, block(0, 2, 2), sealed(1, 2));

        assertThat(book.add(wish.key(), null)).isTrue();

        assertThat(status().state()).isEqualTo(JobState.SUCCESS);
    }

    @Test
    void aLimitThatIsNoneIsNotUnderstood() {
        String limited = new String(EntryCodec.write(job(new Request(null, "5%", null, null))), UTF_8);

        assertThat(book.add(JOB.key(), limited.replace("5%", "many").getBytes(UTF_8)))
                .isFalse();

        assertThat(book.jobs()).isEmpty();
        assertThat(book.add(JOB.key(), limited.getBytes(UTF_8))).isTrue();
    }

    @Test
    void whatWasStoredToMendItIsCounted() {
        var mending = new Request(null, null, ID, null);
        var others = new Request(null, null, "0000dead", null);
        tell(JOB, block(0, 3, 1), child("child1", mending), stored("child1", 2));
        tell(child("child2", mending), stored("child2", 5), child("stranger", others), stored("stranger", 9));

        assertThat(book.repairedOf(ID)).isEqualTo(7);
        assertThat(book.repairedOf("child1")).isZero();
    }

    private static JobEntry child(String id, Request request) {
        return new JobEntry(id, MODEL, JOB.upload(), request, "api", 20, null);
    }

    private static BlockEntry stored(String id, long rows) {
        return new BlockEntry(id, 0, Outcome.STORED, rows, rows, Map.of(), 40, 70, "");
    }

    private void tell(Entry... entries) {
        for (Entry entry : entries) {
            assertThat(book.add(entry.key(), EntryCodec.write(entry))).isTrue();
        }
    }

    private JobStatus status() {
        return book.job(ID).orElseThrow();
    }

    private static JobEntry job(Request request) {
        return new JobEntry(ID, MODEL, new Upload("a.csv", 7, "sha", "CSV"), request, "api", 10, null);
    }

    private static JobEntry sealed(int blocks, long rows) {
        return JOB.sealed(new Seal(blocks, rows, 90, null));
    }

    private static BlockEntry block(int index, long rows, long ok) {
        Map<String, Long> codes = rows == ok ? Map.of() : Map.of("MISSING_COLUMN", rows - ok);
        return new BlockEntry(ID, index, Outcome.STORED, rows, ok, codes, 40, 70 + index, "");
    }

    private static BlockEntry of(int index, Outcome outcome) {
        String detail = outcome == Outcome.FAILED ? "why it failed" : "";
        return new BlockEntry(ID, index, outcome, 0, 0, Map.of(), 40, 70 + index, detail);
    }

    private static List<List<Entry>> orders(List<? extends Entry> entries) {
        if (entries.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<Entry>>();
        for (int i = 0; i < entries.size(); i++) {
            var rest = new ArrayList<Entry>(entries);
            Entry first = rest.remove(i);
            for (List<Entry> order : orders(rest)) {
                var whole = new ArrayList<Entry>(List.of(first));
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }
}
