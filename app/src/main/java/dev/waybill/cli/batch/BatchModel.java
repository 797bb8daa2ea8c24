package dev.waybill.cli.batch;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill batch model}; without a subcommand it shows its help. */
@Command(
        name = "model",
        description = "Models: which columns a table has, and of which types.",
        footer = {
            "%nExamples:",
            "  waybill batch model infer data.csv > model.json",
            "  waybill batch model create purchases model.json"
        })
final class BatchModel implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private BatchModel() {}

    static void addTo(CommandLine batch, Session session) {
        var model = new CommandLine(new BatchModel());
        batch.addSubcommand(model);
        model.addSubcommand(new ModelCreate(session));
        model.addSubcommand(new ModelList(session));
        model.addSubcommand(new ModelDescribe(session));
        model.addSubcommand(new ModelUpdate(session));
        model.addSubcommand(new ModelDelete(session));
        model.addSubcommand(new ModelInfer(session));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
