package dev.waybill.server.console.inbox;

import dev.waybill.failure.FailureEntry;
import dev.waybill.server.console.Shown;
import dev.waybill.server.failures.Bounded;
import dev.waybill.server.failures.FailureInbox;
import dev.waybill.server.failures.KnownStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Parked records of one store, a part of them.
 *
 * @param before the address of the part before, if there is one
 * @param after the address of the part after
 */
record Records(
        KnownStore store,
        FailureQuery query,
        List<Row> rows,
        String total,
        Optional<String> before,
        Optional<String> after) {
    static final int SIZE = 50;
    private static final int LONGEST = 200;

    /** One of them. */
    record Row(
            String id,
            String path,
            String position,
            String key,
            String failureClass,
            String parkedAt,
            String round,
            String state,
            String reason) {
        static Row of(KnownStore store, FailureEntry entry, UnaryOperator<String> redact) {
            var parked = entry.parked();
            return new Row(
                    entry.id(),
                    "/failures/" + store.id() + "/" + entry.id(),
                    parked.record().position().toString(),
                    Bounded.text(parked.record().keyText(), LONGEST),
                    parked.failure().failureClass().name().toLowerCase(Locale.ROOT),
                    Shown.moment(parked.at()),
                    Integer.toString(parked.record().attempt()),
                    Records.state(entry),
                    redact.apply(Bounded.text(parked.failure().reason(), LONGEST)));
        }
    }

    static Records of(
            KnownStore store, FailureQuery query, FailureInbox.Part part, int page, UnaryOperator<String> redact) {
        String path = "/failures/" + store.id() + "?" + query.text() + "&page=";
        boolean hasMore = (long) (page + 1) * SIZE < part.total();
        return new Records(
                store,
                query,
                part.records().stream()
                        .map(entry -> Row.of(store, entry, redact))
                        .toList(),
                Shown.count(part.total()),
                page > 0 ? Optional.of(path + (page - 1)) : Optional.empty(),
                hasMore ? Optional.of(path + (page + 1)) : Optional.empty());
    }

    /** What became of a record since it was parked. */
    static String state(FailureEntry entry) {
        return entry.isKept() ? "kept" : entry.edit().isPresent() ? "edited" : "waiting";
    }

    String path() {
        return "/failures/" + store.id();
    }

    String csvPath() {
        return path() + "/records.csv?" + query.text();
    }

    String replayPath() {
        return path() + "/replay?" + query.text();
    }
}
