package dev.waybill.cli.debug;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill debug}; without a subcommand it shows its help. */
@Command(
        name = "debug",
        description = "Gather what helps to find out what is wrong.",
        footer = {"%nExamples:", "  waybill debug bundle --dry-run", "  waybill debug bundle"})
public final class DebugCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private DebugCommand() {}

    /** Adds the group, and all that is below it. */
    public static void addTo(CommandLine root, Session session) {
        var debug = new CommandLine(new DebugCommand());
        root.addSubcommand(debug);
        debug.addSubcommand(new DebugBundle(session));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
