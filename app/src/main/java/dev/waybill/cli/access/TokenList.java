package dev.waybill.cli.access;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import dev.waybill.server.access.Token;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code token list}. */
@Command(
        name = "list",
        description =
                "List tokens: names, roles, and whether they are in force. The tokens themselves are kept nowhere.",
        footer = {"%nExamples:", "  waybill token list", "  waybill token list -o json"})
final class TokenList implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("name", "role", "state", "created", "expires", "last_used");

    private final Session session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat format = OutputFormat.TABLE;

    TokenList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var now = InstantSource.system().instant();
        try (var rows = format.writer(COLUMNS, session.terminal().out())) {
            for (Token token : ServerAccess.tokens(session).all()) {
                rows.row(List.of(
                        token.name(),
                        token.role().word(),
                        token.state(now),
                        token.created(),
                        token.expires().map(Object::toString).orElse("never"),
                        token.lastUsed().map(Object::toString).orElse("")));
            }
        }
        return ExitCode.DONE.status();
    }
}
