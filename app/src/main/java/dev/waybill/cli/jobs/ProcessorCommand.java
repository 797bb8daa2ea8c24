package dev.waybill.cli.jobs;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code jobs processor}. */
@Command(
        name = "processor",
        description = "Processors: what is read, in which order, and how hard a job is tried.",
        footer = {"%nExamples:", "  waybill jobs processor create l1c --product s2_l1c", "  waybill jobs processor list"
        })
final class ProcessorCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private ProcessorCommand() {}

    static void addTo(CommandLine jobs, Session session) {
        var processor = new CommandLine(new ProcessorCommand());
        jobs.addSubcommand(processor);
        processor.addSubcommand(new ProcessorCreate(session));
        processor.addSubcommand(new ProcessorList(session));
        processor.addSubcommand(new ProcessorShow(session));
        processor.addSubcommand(new ProcessorUpdate(session));
        ProcessorSwitch.addTo(processor, session);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
