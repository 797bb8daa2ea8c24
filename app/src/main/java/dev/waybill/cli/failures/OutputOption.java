package dev.waybill.cli.failures;

import dev.waybill.cli.output.OutputFormat;
import picocli.CommandLine.Option;

/** How rows are printed. Filled by the parser, once. */
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat format = OutputFormat.TABLE;

    OutputFormat format() {
        return format;
    }
}
