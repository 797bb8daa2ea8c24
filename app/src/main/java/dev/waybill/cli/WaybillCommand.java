package dev.waybill.cli;

import dev.waybill.cli.session.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill} itself; without a subcommand it shows its help. */
@Command(
        name = "waybill",
        description = "Every record signed for: work is done only when it has arrived.",
        footer = {
            "%nExamples:",
            "  waybill up",
            "  waybill pid send -p dataset.json",
            "%nExit codes:",
            "  0 done, 1 internal error, 2 usage, 3 finished partially, 4 failed, 5 not found, 6 conflict,",
            "  7 configuration, 8 not allowed, 9 unreachable, 10 timed out, 130/143 stopped by a signal"
        })
final class WaybillCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // the parser fills it
    private final GlobalOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    WaybillCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
