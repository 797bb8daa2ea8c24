package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.access.AuditCommand;
import dev.waybill.cli.access.AuditedExecution;
import dev.waybill.cli.access.TokenCommand;
import dev.waybill.cli.batch.BatchCommand;
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
import dev.waybill.cli.stack.UpCommand;
import dev.waybill.cli.why.WhyCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Puts the commands together. Heavy classes are loaded by the command that needs them, when it runs. */
final class CommandTree {
    private CommandTree() {}

    static CommandLine build(Session session) {
        var root = new CommandLine(new WaybillCommand(session.options()));
        DemoCommand.addTo(root, session);
        root.addSubcommand(new UpCommand(session));
        PidCommand.addTo(root, session);
        FilesCommand.addTo(root, session);
        BatchCommand.addTo(root, session);
        JobsCommand.addTo(root, session);
        root.addSubcommand(new DoctorCommand(session));
        root.addSubcommand(new WhyCommand(session));
        FailuresCommand.addTo(root, session);
        root.addSubcommand(new ReplayCommand(session));
        root.addSubcommand(new ServerCommand(session));
        TokenCommand.addTo(root, session);
        root.addSubcommand(new AuditCommand(session));
        root.addSubcommand(new CompletionCommand(session));
        root.addSubcommand(new VersionCommand(session));
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
