package dev.waybill.cli.access;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.error.Failures;
import dev.waybill.cli.session.Session;
import dev.waybill.server.access.AuditLine;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs commands, and writes a line of the audit about each that changes something, however it ends. */
public final class AuditedExecution implements IExecutionStrategy {
    /** May hold a password, or say nothing about what was changed. */
    private static final Set<String> LEFT_OUT = Set.of(
            "--set",
            "--change",
            "--config",
            "--debug",
            "--log-file",
            "--database",
            "--output",
            "--token-file",
            "--cacert");

    private final Session session;
    private final IExecutionStrategy plain = new RunLast();

    public AuditedExecution(Session session) {
        this.session = session;
    }

    @Override
    public int execute(ParseResult parsed) {
        var chosen = parsed;
        while (chosen.hasSubcommand()) {
            chosen = chosen.subcommand();
        }
        boolean isAudited = chosen.commandSpec().userObject() instanceof ChangingCommand changing
                && !chosen.isUsageHelpRequested()
                && !chosen.isVersionHelpRequested()
                && changing.isChange();
        return isAudited ? audited(parsed, chosen) : plain.execute(parsed);
    }

    private int audited(ParseResult parsed, ParseResult chosen) {
        var change = (ChangingCommand) chosen.commandSpec().userObject();
        var entry = new OneEntry(
                ServerAccess.audit(session), ServerAccess.caller(session), action(chosen), filter(chosen), change);
        try {
            entry.begin();
        } catch (CommandException e) {
            throw new ExecutionException(chosen.commandSpec().commandLine(), e.found(), e);
        }
        try {
            int status = plain.execute(parsed);
            entry.end(result(status));
            return status;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            entry.end("failed: " + Failures.explain(cause).exitCode().word());
            throw e;
        }
    }

    private static String action(ParseResult chosen) {
        return chosen.commandSpec().qualifiedName(".").replaceFirst("^waybill\\.", "");
    }

    private Map<String, String> filter(ParseResult chosen) {
        Map<String, String> filter = new TreeMap<>();
        for (ArgSpec each : chosen.matchedArgs()) {
            String name = each instanceof OptionSpec option ? option.longestName() : each.paramLabel();
            if (!LEFT_OUT.contains(name)) {
                String given = String.join(" ", each.originalStringValues());
                filter.put(name.replaceFirst("^--", ""), session.redactor().redact(given));
            }
        }
        return filter;
    }

    private static String result(int status) {
        if (status == ExitCode.DONE.status()) {
            return AuditLine.DONE;
        }
        for (ExitCode code : ExitCode.values()) {
            if (code.status() == status) {
                return code.word();
            }
        }
        return "failed";
    }

    static CommandException unwritable(IOException e) {
        return CommandException.at(ExitCode.FAILED, "the audit", String.valueOf(e.getMessage()))
                .expected("a file that can be appended to; nothing is changed without")
                .next("set server.audit, or mend the folder")
                .because(e);
    }
}
