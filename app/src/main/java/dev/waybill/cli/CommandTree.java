package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.access.AuditCommand;
import dev.waybill.cli.access.AuditedExecution;
import dev.waybill.cli.access.TokenCommand;
import dev.waybill.cli.batch.BatchCommand;
import dev.waybill.cli.debug.DebugCommand;
import dev.waybill.cli.demo.DemoCommand;
import dev.waybill.cli.doctor.DoctorCommand;
import dev.waybill.cli.error.ErrorLine;
import dev.waybill.cli.failures.FailuresCommand;
import dev.waybill.cli.failures.ReplayCommand;
import dev.waybill.cli.files.FilesCommand;
import dev.waybill.cli.jobs.JobsCommand;
import dev.waybill.cli.pid.PidCommand;
import dev.waybill.cli.server.ServerCommand;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.settings.ConfigCommand;
import dev.waybill.cli.stack.UpCommand;
import dev.waybill.cli.status.StatusCommand;
import dev.waybill.cli.why.WhyCommand;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Puts the commands together. Heavy classes are loaded by the command that needs them, when it runs. */
final class CommandTree {
    private static final String COMPLETION = "completion"; // of all the others

    /** A command or a group, by the word that asks for it. */
    private record Branch(String word, BiConsumer<CommandLine, Session> adding) {
        static Branch of(String word, Function<Session, Object> command) {
            return new Branch(word, (root, session) -> root.addSubcommand(command.apply(session)));
        }
    }

    /** In the order of the help. */
    private static final List<Branch> BRANCHES = List.of(
            new Branch("demo", DemoCommand::addTo),
            Branch.of("up", UpCommand::new),
            new Branch("pid", PidCommand::addTo),
            new Branch("files", FilesCommand::addTo),
            new Branch("batch", BatchCommand::addTo),
            new Branch("jobs", JobsCommand::addTo),
            Branch.of("status", StatusCommand::new),
            Branch.of("doctor", DoctorCommand::new),
            Branch.of("why", WhyCommand::new),
            new Branch("failures", FailuresCommand::addTo),
            Branch.of("replay", ReplayCommand::new),
            new Branch("config", ConfigCommand::addTo),
            new Branch("debug", DebugCommand::addTo),
            Branch.of("server", ServerCommand::new),
            new Branch("token", TokenCommand::addTo),
            Branch.of("audit", AuditCommand::new),
            Branch.of(COMPLETION, CompletionCommand::new),
            Branch.of("version", VersionCommand::new));

    private CommandTree() {}

    /** All commands. */
    static CommandLine build(Session session) {
        return build(session, "");
    }

    /**
     * What it takes to execute {@code arguments}: one branch if they begin with its word, else all commands. To build them all
     * takes longer than many a command.
     */
    static CommandLine buildFor(Session session, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        return build(session, first.equals(COMPLETION) ? "" : first);
    }

    private static boolean isKnown(String word) {
        return BRANCHES.stream().anyMatch(branch -> branch.word.equals(word));
    }

    private static CommandLine build(Session session, String word) {
        var root = new CommandLine(new WaybillCommand(session.options()));
        BRANCHES.stream()
                .filter(branch -> !isKnown(word) || branch.word.equals(word))
                .forEach(branch -> branch.adding.accept(root, session));
        everyCommandKnowsTheVersion(root);

        var terminal = session.terminal();
        var errorLine = new ErrorLine(terminal.err(), session.redactor());
        return root.setOut(new PrintWriter(terminal.out(), true, UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(terminal.width())
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedSubcommandsAllowed(false)
                .setExecutionStrategy(new AuditedExecution(session))
                .setParameterExceptionHandler(new UsageErrors(errorLine))
                .setExecutionExceptionHandler((thrown, command, parsed) ->
                        errorLine.print(thrown, session.options().debug()));
    }

    private static void everyCommandKnowsTheVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new WaybillVersion());
        command.getSubcommands().values().forEach(CommandTree::everyCommandKnowsTheVersion);
    }
}
