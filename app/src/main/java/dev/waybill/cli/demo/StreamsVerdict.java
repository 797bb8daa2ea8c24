package dev.waybill.cli.demo;

import dev.waybill.cli.demo.PaymentEvents.Fate;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Whether the end of the streams story is what it should be, by what others wrote down: the ledger's file, the failure
 * files and the broker's offsets. Nothing that the pipeline says of itself is asked.
 *
 * <p>Not thread-safe.
 */
final class StreamsVerdict {
    private final List<KafkaRecord> sent;
    private final Figures figures = new Figures();
    private final List<String> differences = new ArrayList<>();

    /** @param sent by number */
    StreamsVerdict(List<KafkaRecord> sent) {
        this.sent = sent;
        figures.measure("records sent", sent.size());
    }

    /** All that should be at the ledger is, no other; what came twice is what the kill explains. */
    void ledger(LedgerBook book, Kill kill) {
        int missing = 0;
        int unwanted = 0;
        int unexplained = 0;
        for (int number = 0; number < sent.size(); number++) {
            boolean isWanted = PaymentEvents.fate(number) == Fate.ARRIVES;
            int times = book.times(number);
            missing += isWanted && times == 0 ? 1 : 0;
            unwanted += !isWanted && times > 0 ? 1 : 0;
            unexplained += times > 2 || (times == 2 && !kill.unsigned().get(number)) ? 1 : 0;
        }
        var sums = book.sums();
        figures.expect("arrived at the ledger", sums.payments(), PaymentEvents.count(sent.size(), Fate.ARRIVES));
        figures.expect("lost", missing, 0);
        figures.expect("arrived, though it should not", unwanted, 0);
        figures.expect("arrived before an earlier one of its account", sums.outOfOrder(), 0);
        figures.measure("arrived again after the kill", sums.repeats());
        figures.expect("arrived again, though a commit knew of it", unexplained, 0);
        figures.measure("bound: in flight, and settled since the last commit", kill.bound());
        if (sums.repeats() > kill.bound()) {
            differences.add(sums.repeats() + " payments arrived again, expected at most " + kill.bound());
        }
    }

    /** The unreadable ones are parked, byte for byte, and nothing else is. */
    void parked(List<ParkedLine> lines) {
        var expected = new HashMap<Position, KafkaRecord>();
        for (int number = 0; number < sent.size(); number++) {
            if (PaymentEvents.fate(number) == Fate.PARKED) {
                expected.put(sent.get(number).position(), sent.get(number));
            }
        }
        long all = expected.size();
        long fine = 0;
        long outage = 0;
        var seen = new HashMap<Position, Integer>();
        for (ParkedLine line : lines) {
            boolean isFirst = seen.merge(line.position(), 1, Integer::sum) == 1;
            var record = expected.get(line.position());
            fine += isFirst && record != null && Arrays.equals(record.value(), line.value()) ? 1 : 0;
            outage += line.isNotItsOwnFault() ? 1 : 0;
        }
        long strangers =
                seen.keySet().stream().filter(at -> !expected.containsKey(at)).count();
        figures.expect("parked, byte for byte", fine, all);
        figures.expect("parked, though it can be read", strangers, 0);
        figures.expect("parked because of the outage", outage, 0);
    }

    /** The group has signed for every record. */
    void offsets(GroupProgress progress) {
        differences.addAll(progress.differences());
        figures.expect("offsets committed", progress.signedFor(), sent.size());
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
