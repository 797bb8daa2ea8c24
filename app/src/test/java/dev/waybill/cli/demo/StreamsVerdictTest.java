package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.demo.PaymentEvents.Fate;
import dev.waybill.offset.ResumeData;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamsVerdictTest {
    private static final int PAYMENTS = 200;
    private static final TopicPartition PARTITION = new TopicPartition("payments", 0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<KafkaRecord> sent = sent();

    @Test
    void aStoryThatEndedWellHasNoDifferences() throws IOException {
        assertThat(judged(book(arriving()), nobody(), poison())).isEmpty();
    }

    @Test
    void onePaymentThatIsMissingIsLost() throws IOException {
        var numbers = arriving();
        numbers.remove(Integer.valueOf(5));

        assertThat(judged(book(numbers), nobody(), poison()))
                .containsExactlyInAnyOrder(
                        "arrived at the ledger: expected 188, found 187", "lost: expected 0, found 1");
    }

    @Test
    void aDraftAtTheLedgerIsNoticed() throws IOException {
        var numbers = arriving();
        numbers.add(20);

        assertThat(judged(book(numbers), nobody(), poison()))
                .contains("arrived, though it should not: expected 0, found 1");
    }

    @Test
    void aRepeatMustBeOneThatTheKillExplains() throws IOException {
        var numbers = arriving();
        numbers.add(7);
        var seven = new BitSet();
        seven.set(7);

        assertThat(judged(book(numbers), new Kill(seven, 1), poison())).isEmpty();
        assertThat(judged(book(numbers), new Kill(new BitSet(), 1), poison()))
                .containsExactly("arrived again, though a commit knew of it: expected 0, found 1");
        assertThat(judged(book(numbers), new Kill(seven, 0), poison()))
                .containsExactly("1 payments arrived again, expected at most 0");
    }

    @Test
    void whatIsParkedMustBeWhatCannotBeRead() throws IOException {
        var parked = new ArrayList<>(poison());
        parked.set(0, line(sent.get(4), "transient"));

        assertThat(judged(book(arriving()), nobody(), parked))
                .containsExactlyInAnyOrder(
                        "parked, byte for byte: expected 2, found 1",
                        "parked, though it can be read: expected 0, found 1",
                        "parked because of the outage: expected 0, found 1");
    }

    @Test
    void aPaymentBeforeAnEarlierOneOfItsAccountIsOutOfOrder() throws IOException {
        var book = new LedgerBook(folder.resolve("order"), PAYMENTS);
        book.write("9,alice,100\n8,bob,100\n");
        book.write("3,alice,100\n");

        assertThat(book.sums()).isEqualTo(new LedgerBook.Sums(3, 0, 1));
        assertThat(LedgerBook.read(folder.resolve("order"), PAYMENTS).sums()).isEqualTo(book.sums());
    }

    @Test
    void aKillMayRepeatWhatArrivedAndNoCommitKnowsOf() throws IOException {
        var signed = new SignedFor(Map.of(PARTITION, ResumeData.nothingAbove(8)));

        var kill = Kill.of(sent, book(List.of(6, 7, 8, 10)), signed, 5);

        assertThat(kill.unsigned().stream()).containsExactly(8, 10);
    }

    private List<String> judged(LedgerBook book, Kill kill, List<ParkedLine> parked) {
        var verdict = new StreamsVerdict(sent);
        verdict.ledger(book, kill);
        verdict.parked(parked);
        return verdict.differences();
    }

    private static Kill nobody() {
        return new Kill(new BitSet(), 0);
    }

    private LedgerBook book(List<Integer> numbers) throws IOException {
        var book = new LedgerBook(Files.createTempFile(folder, "ledger", ".csv"), PAYMENTS);
        for (int number : numbers) {
            book.write(number + ",account-" + number + ",100\n");
        }
        return book;
    }

    private static List<Integer> arriving() {
        var numbers = new ArrayList<Integer>();
        for (int number = 0; number < PAYMENTS; number++) {
            if (PaymentEvents.fate(number) == Fate.ARRIVES) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private List<ParkedLine> poison() {
        return List.of(line(sent.get(37), "poison"), line(sent.get(137), "poison"));
    }

    private ParkedLine line(KafkaRecord record, String failureClass) {
        return new ParkedLine(folder, "", record.position(), failureClass, "no payment", record.value());
    }

    private static List<KafkaRecord> sent() {
        var sent = new ArrayList<KafkaRecord>();
        for (int number = 0; number < PAYMENTS; number++) {
            byte[] value = ("payment " + number).getBytes(UTF_8);
            sent.add(KafkaRecord.of(PARTITION.topic(), PARTITION.partition(), number, null, value));
        }
        return sent;
    }
}
