package dev.waybill.cli.jobs;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.processor.Processors;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobs processor enable}, {@code disable}, {@code pause} and {@code resume}. */
@Command
final class ProcessorSwitch implements Callable<Integer>, ChangingCommand {
    /** What is switched. */
    enum Kind {
        ENABLE("Find jobs for a processor again, and hand them out."),
        DISABLE("Find no jobs for a processor any more, and hand none out; those that run go on."),
        PAUSE("Hand out no jobs of a processor until resume; they are still found, and those that run go on."),
        RESUME("Hand out the jobs of a processor again.");

        private final String description;

        Kind(String description) {
            this.description = description;
        }
    }

    private final Session session;
    private final Kind kind;

    @Parameters(paramLabel = "PROCESSOR", description = "Its name or number.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String name;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    private ProcessorSwitch(Session session, Kind kind) {
        this.session = session;
        this.kind = kind;
    }

    /** Adds all of them. */
    static void addTo(CommandLine group, Session session) {
        for (Kind kind : Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            var command = new CommandLine(new ProcessorSwitch(session, kind));
            command.getCommandSpec().name(name);
            command.getCommandSpec()
                    .usageMessage()
                    .description(kind.description)
                    .footer("%nExamples:", "  waybill jobs processor " + name + " l1c");
            group.addSubcommand(name, command);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        var processor = database.use(session, open -> {
            var processors = new Processors(open);
            return switched(processors, processors.get(name).id());
        });
        session.terminal()
                .err()
                .println("processor " + processor.name() + " is " + (processor.isEnabled() ? "enabled" : "disabled")
                        + (processor.isPaused() ? ", and paused" : ""));
        return ExitCode.DONE.status();
    }

    private Processor switched(Processors processors, int id) {
        return switch (kind) {
            case ENABLE -> processors.enable(id);
            case DISABLE -> processors.disable(id);
            case PAUSE -> processors.pause(id);
            case RESUME -> processors.resume(id);
        };
    }
}
