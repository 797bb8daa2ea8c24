package dev.waybill.cli.pid;

import dev.waybill.cli.session.Session;
import dev.waybill.cli.settings.ConfigCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill pid}; without a subcommand it shows its help. */
@Command(
        name = "pid",
        description = "Persistent identifiers: publication events become records at a Handle service.",
        footer = {"%nExamples:", "  waybill pid init", "  waybill pid -c custom.toml send -p dataset.json"})
public final class PidCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private PidCommand() {}

    /** Adds the group, and all that is below it. A new command of the workload is one more line here. */
    public static void addTo(CommandLine root, Session session) {
        var pid = new CommandLine(new PidCommand());
        root.addSubcommand(pid);
        pid.addSubcommand(new PidInit(session));
        pid.addSubcommand(new PidSend(session));
        pid.addSubcommand(new PidConsume(session));
        pid.addSubcommand(new PidRetry(session));
        pid.addSubcommand(new PidGet(session));
        pid.addSubcommand(new PidVerify(session));
        ConfigCommand.addTo(pid, session);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
