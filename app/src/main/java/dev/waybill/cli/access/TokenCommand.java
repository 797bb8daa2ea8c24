package dev.waybill.cli.access;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill token}; without a subcommand it shows its help. */
@Command(
        name = "token",
        description = {
            "Tokens that servers ask for: who may do what, and until when. A running server knows of each change at once.",
            "Only a hash of a token is kept, in the file that server.tokens names."
        },
        footer = {
            "%nExamples:",
            "  waybill token create alice --role operator --expires 90d",
            "  waybill token list",
            "  waybill token revoke alice"
        })
public final class TokenCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private TokenCommand() {}

    /** Adds the group. */
    public static void addTo(CommandLine root, Session session) {
        var token = new CommandLine(new TokenCommand());
        root.addSubcommand(token);
        token.addSubcommand(new TokenCreate(session));
        token.addSubcommand(new TokenList(session));
        token.addSubcommand(new TokenRevoke(session));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
