package dev.waybill.cli.settings;

import dev.waybill.cli.config.PidConfiguration;
import dev.waybill.cli.config.Problem;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.ClientPropertyNames;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code config validate}: everything that is wrong, at once, without asking any service. */
@Command(
        name = "validate",
        description = "List every error and warning in the settings. Contacts nothing.",
        footer = {
            "%nExamples:",
            "  waybill -c custom.toml config validate",
            "  waybill -c custom.toml config validate -o json"
        })
final class ConfigValidate implements Callable<Integer> {
    private final Session session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    ConfigValidate(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PidConfiguration configuration = session.pidConfiguration();
        List<Problem> problems = Stream.concat(
                        configuration.problems().stream(),
                        configuration.unknownClientProperties(ClientPropertyNames.all()).stream())
                .toList();
        print(problems);
        if (!configuration.isUsable()) {
            throw session.brokenConfiguration(problems);
        }
        session.terminal()
                .err()
                .println(problems.isEmpty() ? "configuration ok" : "configuration ok, warnings: " + problems.size());
        return ExitCode.DONE.status();
    }

    private void print(List<Problem> problems) {
        PrintStream out = session.terminal().out();
        if (output == OutputFormat.TABLE) {
            problems.forEach(p -> out.println(session.redactor().redact(severity(p) + ": " + p.line())));
            return;
        }
        try (var rows = output.writer(List.of("severity", "where", "key", "text"), out)) {
            problems.forEach(p -> rows.row(
                    List.of(severity(p), p.where(), p.key(), session.redactor().redact(p.text()))));
        }
    }

    private static String severity(Problem problem) {
        return problem.isError() ? "error" : "warning";
    }
}
