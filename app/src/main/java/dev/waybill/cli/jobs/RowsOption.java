package dev.waybill.cli.jobs;

import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.view.Rows;
import picocli.CommandLine.Option;

/** How rows are printed. Filled by the parser, once. */
final class RowsOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat format = OutputFormat.TABLE;

    OutputFormat format() {
        return format;
    }

    void print(Rows rows, Session session) {
        try (var writer = format.writer(rows.columns(), session.terminal().out())) {
            rows.rows().forEach(writer::row);
        }
    }
}
