package dev.waybill.cli.failures;

import dev.waybill.cli.error.Redactor;
import dev.waybill.cli.output.OutputFormat;

/** Why a record was parked, as it is shown: without secrets; in a table, without its end where it is long. */
record Reason(Redactor redactor, OutputFormat format) {
    private static final int LONGEST = 100;

    String shown(String reason) {
        String clean = redactor.redact(reason);
        if (format != OutputFormat.TABLE || clean.length() <= LONGEST) {
            return clean;
        }
        var beginning = new StringBuilder();
        clean.codePoints().limit(LONGEST).forEach(beginning::appendCodePoint);
        return beginning.append('…').toString();
    }
}
