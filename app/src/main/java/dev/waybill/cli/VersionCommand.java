package dev.waybill.cli;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.session.Version;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code version}: what a report about a defect should name. */
@Command(
        name = "version",
        description = "Show the versions of Waybill, Java and the system.",
        footer = {"%nExamples:", "  waybill version", "  waybill version -o json"})
final class VersionCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (var rows = output.writer(
                List.of("waybill", "java", "system"), session.terminal().out())) {
            rows.row(List.of(
                    Version.text(),
                    System.getProperty("java.version", ""),
                    System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "")));
        }
        return ExitCode.DONE.status();
    }
}
