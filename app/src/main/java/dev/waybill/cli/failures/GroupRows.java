package dev.waybill.cli.failures;

import dev.waybill.cli.error.Redactor;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.failure.FailureSummary;
import java.io.PrintStream;
import java.util.List;

/** Causes as rows. */
final class GroupRows {
    private static final List<String> COLUMNS =
            List.of("fingerprint", "class", "step", "count", "first", "last", "example");

    private final OutputFormat format;
    private final Reason reason;

    GroupRows(Redactor redactor, OutputFormat format) {
        this.format = format;
        this.reason = new Reason(redactor, format);
    }

    void print(FailureSummary summary, PrintStream out) {
        try (var rows = format.writer(COLUMNS, out)) {
            for (var group : summary.groups()) {
                rows.row(List.of(
                        group.fingerprint(),
                        RecordRows.code(group.failureClass()),
                        group.step(),
                        group.count(),
                        group.first(),
                        group.last(),
                        reason.shown(group.example())));
            }
        }
    }
}
