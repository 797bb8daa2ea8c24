package dev.waybill.server.console.inbox;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.waybill.failure.FailureEntry;
import dev.waybill.server.failures.Bounded;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Parked records as comma separated values, without their content. Text that a spreadsheet would run as a formula gets an apostrophe. */
final class RecordsCsv {
    private static final int LONGEST = 1_000;
    private static final String FORMULA = "=+-@\t\r\n\0";

    private RecordsCsv() {}

    static String of(List<FailureEntry> entries, UnaryOperator<String> redact) {
        var text = new StringWriter();
        var csv = CsvWriter.builder().autoFlush(true).build(text);
        csv.writeRecord(
                "id",
                "cause",
                "class",
                "topic",
                "partition",
                "offset",
                "key",
                "replays",
                "parked_at",
                "state",
                "reason");
        for (FailureEntry entry : entries) {
            var parked = entry.parked();
            var record = parked.record();
            csv.writeRecord(
                    entry.id(),
                    entry.fingerprint(),
                    parked.failure().failureClass().name().toLowerCase(Locale.ROOT),
                    harmless(record.topic()),
                    Integer.toString(record.partition()),
                    Long.toString(record.offset()),
                    harmless(Bounded.text(record.keyText(), LONGEST)),
                    Integer.toString(record.attempt()),
                    parked.at().toString(),
                    Records.state(entry),
                    harmless(redact.apply(Bounded.text(parked.failure().reason(), LONGEST))));
        }
        return text.toString();
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
