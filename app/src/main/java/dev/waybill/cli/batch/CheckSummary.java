package dev.waybill.cli.batch;

import dev.waybill.batch.check.Checked;
import dev.waybill.batch.check.Reject;
import dev.waybill.cli.terminal.Count;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sums up the blocks of a file. Used by one thread. */
final class CheckSummary {
    private static final int MOST_CAUSES = 10;
    /** Keys of hostile files are causes too; beyond so many they are not told apart. */
    private static final int MOST_KEPT = 10_000;

    private final Map<String, Long> causes = new LinkedHashMap<>();
    private long total;
    private long rejected;

    void add(Checked checked) {
        total += checked.total();
        rejected += checked.rejected();
        for (Reject reject : checked.rejects()) {
            String cause = reject.error() + (reject.column().isEmpty() ? "" : " in " + reject.column());
            causes.merge(causes.size() < MOST_KEPT ? cause : reject.error(), 1L, Long::sum);
        }
    }

    long total() {
        return total;
    }

    long rejected() {
        return rejected;
    }

    List<Count> counts(long percent) {
        return List.of(Count.rated("rows", total), Count.plain("rejected", rejected), Count.plain("percent", percent));
    }

    /** {@code 10 rows, 8 ok, 2 rejected}. */
    String text() {
        return String.format(Locale.ROOT, "%,d rows, %,d ok, %,d rejected", total, total - rejected, rejected);
    }

    /** The most frequent causes, one per line. */
    String frequentCauses() {
        return causes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_CAUSES)
                .map(each -> String.format(Locale.ROOT, "  %,12d  %s%n", each.getValue(), each.getKey()))
                .collect(Collectors.joining());
    }
}
