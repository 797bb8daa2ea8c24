package dev.waybill.cli.failures;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill failures}; without a subcommand it shows its help. */
@Command(
        name = "failures",
        description = "Parked records: which, and why. waybill replay runs them again.",
        footer = {"%nExamples:", "  waybill failures groups", "  waybill failures list --since 2h"})
public final class FailuresCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private FailuresCommand() {}

    /** Adds the group, and all that is below it. */
    public static void addTo(CommandLine root, Session session) {
        var failures = new CommandLine(new FailuresCommand());
        root.addSubcommand(failures);
        failures.addSubcommand(new FailuresList(session));
        failures.addSubcommand(new FailuresGroups(session));
        failures.addSubcommand(new FailuresShow(session));
        failures.addSubcommand(new FailuresEdit(session));
        failures.addSubcommand(new FailuresPark(session));
        failures.addSubcommand(new FailuresPurge(session));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
