package dev.waybill.cli.settings;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill config}, also below {@code pid}; without a subcommand it shows its help. */
@Command(
        name = "config",
        description = "Check, show and explain the settings.",
        footer = {"%nExamples:", "  waybill config validate -c custom.toml", "  waybill config show --origin"})
public final class ConfigCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private ConfigCommand() {}

    /** Adds the group, and all that is below it. */
    public static void addTo(CommandLine parent, Session session) {
        var config = new CommandLine(new ConfigCommand());
        parent.addSubcommand(config);
        config.addSubcommand(new ConfigValidate(session));
        config.addSubcommand(new ConfigShow(session));
        config.addSubcommand(new ConfigExplain(session));
        config.addSubcommand(new ConfigPath(session));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
