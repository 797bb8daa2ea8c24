package dev.waybill.cli.access;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code token revoke}. */
@Command(
        name = "revoke",
        description = "Take a token back, for good. It opens nothing any more, and ends the sessions it began.",
        footer = {"%nExamples:", "  waybill token revoke alice"})
final class TokenRevoke implements Callable<Integer>, ChangingCommand {
    private final Session session;

    @Parameters(paramLabel = "NAME")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String name;

    TokenRevoke(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (!ServerAccess.tokens(session).revoke(name)) {
            throw CommandException.at(ExitCode.NOT_FOUND, name, "there is no such token in force")
                    .next("waybill token list");
        }
        session.terminal().err().println("token " + name + " is revoked");
        return ExitCode.DONE.status();
    }
}
