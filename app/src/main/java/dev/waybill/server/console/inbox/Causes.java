package dev.waybill.server.console.inbox;

import dev.waybill.server.console.Shown;
import dev.waybill.server.failures.Cause;
import dev.waybill.server.failures.FailureInbox;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The kinds of failure there are. */
record Causes(List<Row> rows, String records, List<String> stores, List<String> problems) {
    private static final int WIDTH = 110;
    private static final int HEIGHT = 26;

    /** One cause in one store. */
    record Row(
            String path,
            String replayPath,
            String fingerprint,
            String label,
            String failureClass,
            String step,
            String count,
            String since,
            String last,
            String curve,
            String curveWords,
            String state,
            String pipeline,
            String place) {
        static Row of(Cause cause, UnaryOperator<String> redact) {
            String store = "/failures/" + cause.store().id();
            String query = FailureQuery.ofGroup(cause.fingerprint()).text();
            return new Row(
                    store + "?" + query,
                    store + "/replay?" + query,
                    cause.fingerprint(),
                    redact.apply(cause.label()),
                    cause.failureClass().name().toLowerCase(Locale.ROOT),
                    cause.step().isEmpty() ? Shown.NOTHING : cause.step(),
                    Shown.count(cause.count()),
                    Shown.moment(cause.first()),
                    Shown.moment(cause.last()),
                    bars(cause.spark()),
                    "parked in the last 24 hours: "
                            + cause.spark().stream().mapToLong(Long::longValue).sum() + ", at most "
                            + Collections.max(cause.spark()) + " in one",
                    state(cause),
                    cause.store().pipeline(),
                    cause.store().place());
        }

        private static String state(Cause cause) {
            long waiting = cause.count() - cause.kept();
            var words = new StringBuilder(waiting > 0 ? Shown.count(waiting) + " waiting" : "");
            if (cause.edited() > 0) {
                words.append(", ").append(Shown.count(cause.edited())).append(" of them edited");
            }
            if (cause.kept() > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(Shown.count(cause.kept()))
                        .append(" kept");
            }
            return words.toString();
        }

        private static String bars(List<Long> counts) {
            long most = Math.max(1, Collections.max(counts));
            double wide = (double) WIDTH / counts.size();
            var path = new StringBuilder();
            for (int i = 0; i < counts.size(); i++) {
                double high = HEIGHT * (double) counts.get(i) / most;
                if (high > 0) {
                    path.append(String.format(
                            Locale.ROOT, "M%.1f %dV%.1fh%.1fV%d", i * wide, HEIGHT, HEIGHT - high, wide * 0.8, HEIGHT));
                }
            }
            return path.toString();
        }
    }

    static Causes of(FailureInbox.Causes found, List<String> stores, UnaryOperator<String> redact) {
        return new Causes(
                found.causes().stream().map(cause -> Row.of(cause, redact)).toList(),
                Shown.count(found.records()),
                stores,
                found.problems().stream().map(redact).toList());
    }
}
