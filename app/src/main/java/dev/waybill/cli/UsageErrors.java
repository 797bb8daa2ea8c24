package dev.waybill.cli;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ErrorLine;
import dev.waybill.cli.error.ExitCode;
import java.util.List;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what was probably meant. */
final class UsageErrors implements IParameterExceptionHandler {
    private final ErrorLine errorLine;

    UsageErrors(ErrorLine errorLine) {
        this.errorLine = errorLine;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        CommandException failure = CommandException.at(ExitCode.USAGE, command, String.valueOf(e.getMessage()))
                .next(command + " --help");
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            String hint = suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
            failure = CommandException.at(
                            ExitCode.USAGE, command, "unknown: " + String.join(" ", unmatched.getUnmatched()) + hint)
                    .next(command + " --help");
        }
        return errorLine.print(failure, false);
    }
}
