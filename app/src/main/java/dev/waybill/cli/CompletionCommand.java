package dev.waybill.cli;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: what a shell needs to complete our words. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh.",
        footer = {
            "%nExamples:",
            "  waybill completion > ~/.waybill-completion && . ~/.waybill-completion",
            "  . <(waybill completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.terminal().out().print(AutoComplete.bash("waybill", spec.root().commandLine()));
        return ExitCode.DONE.status();
    }
}
