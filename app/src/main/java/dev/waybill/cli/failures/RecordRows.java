package dev.waybill.cli.failures;

import dev.waybill.cli.error.Redactor;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parked records as rows. */
final class RecordRows {
    static final List<String> COLUMNS = List.of(
            "id",
            "fingerprint",
            "class",
            "topic",
            "partition",
            "offset",
            "key",
            "replays",
            "parked_at",
            "reason",
            "state");

    private final Reason reason;

    RecordRows(Redactor redactor, OutputFormat format) {
        this.reason = new Reason(redactor, format);
    }

    List<@Nullable Object> of(FailureEntry entry) {
        var parked = entry.parked();
        var record = parked.record();
        return Arrays.asList(
                entry.id(),
                entry.fingerprint(),
                code(parked.failure().failureClass()),
                record.topic(),
                record.partition(),
                record.offset(),
                record.key() == null ? null : record.keyText(),
                record.attempt(),
                parked.at(),
                reason.shown(parked.failure().reason()),
                state(entry));
    }

    /** What became of it since it was parked. */
    static String state(FailureEntry entry) {
        return entry.isKept() ? "kept" : entry.edit().isPresent() ? "edited" : "waiting";
    }

    static String code(FailureClass failureClass) {
        return failureClass.name().toLowerCase(Locale.ROOT);
    }
}
