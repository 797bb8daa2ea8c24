package dev.waybill.cli.pid;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill pid config}; without a subcommand it shows its help. */
@Command(
        name = "config",
        description = "Check, show and explain the settings.",
        footer = {"%nExamples:", "  waybill pid -c custom.toml config validate", "  waybill pid config show --origin"})
final class ConfigCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
