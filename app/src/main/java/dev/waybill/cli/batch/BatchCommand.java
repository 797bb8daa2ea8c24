package dev.waybill.cli.batch;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill batch}; without a subcommand it shows its help. */
@Command(
        name = "batch",
        description = "Files into tables: every row stored or rejected with its reason.",
        footer = {
            "%nExamples:",
            "  waybill batch check model.json data.csv",
            "  waybill batch model create purchases model.json",
            "  waybill batch job create purchases data.csv --wait",
            "  waybill batch worker"
        })
public final class BatchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private BatchCommand() {}

    /** Adds the group, and all that is below it. A new command of the workload is one more line here. */
    public static void addTo(CommandLine root, Session session) {
        var batch = new CommandLine(new BatchCommand());
        root.addSubcommand(batch);
        BatchModel.addTo(batch, session);
        JobCommand.addTo(batch, session);
        batch.addSubcommand(new BatchCheck(session));
        batch.addSubcommand(new BatchApiCommand(session));
        batch.addSubcommand(new BatchWorkerCommand(session));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
