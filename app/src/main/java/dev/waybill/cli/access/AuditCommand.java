package dev.waybill.cli.access;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.Plain;
import dev.waybill.cli.session.Session;
import dev.waybill.server.access.AuditLine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit}: who changed what. */
@Command(
        name = "audit",
        description = {
            "Show who changed what, the latest first: replays, purges, retries, cancels, pauses, tokens, by command or through a server.",
            "The lines are in the file that server.audit names."
        },
        footer = {"%nExamples:", "  waybill audit", "  waybill audit --last 1000 -o jsonl"})
public final class AuditCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("time", "actor", "from", "action", "filter", "counts", "result");

    private final Session session;

    @Option(names = "--last", paramLabel = "N", defaultValue = "50", description = "So many. Default: 50.")
    private int last;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat format = OutputFormat.TABLE;

    public AuditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (last < 1) {
            throw CommandException.at(ExitCode.USAGE, "--last", "got " + last).expected("1 or more");
        }
        var audit = ServerAccess.audit(session);
        try (var rows = format.writer(COLUMNS, session.terminal().out())) {
            audit.last(last).forEach(line -> rows.row(row(line)));
        }
        return ExitCode.DONE.status();
    }

    private static List<Object> row(AuditLine line) {
        return List.of(
                line.time(),
                Plain.visible(line.actor()),
                Plain.visible(line.from()),
                Plain.visible(line.action()),
                pairs(line.filter()),
                pairs(line.counts()),
                Plain.visible(line.result()));
    }

    private static String pairs(Map<String, ?> values) {
        return values.entrySet().stream()
                .map(each -> Plain.visible(each.getKey() + "=" + each.getValue()))
                .collect(Collectors.joining(" "));
    }
}
