package dev.waybill.cli.error;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Says on standard error why a command failed, and gives the exit status. */
public final class ErrorLine {
    private final PrintStream err;
    private final Redactor redactor;

    public ErrorLine(PrintStream err, Redactor redactor) {
        this.err = err;
        this.redactor = redactor;
    }

    /** Prints {@code thrown} for a person. The stack trace is for {@code --debug} only. */
    public int print(Throwable thrown, boolean debug) {
        CommandException failure = Failures.explain(thrown);
        err.println(redactor.redact(failure.text()));
        if (debug) {
            var trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            err.print(redactor.redact(trace.toString()));
        }
        err.flush();
        return failure.exitCode().status();
    }
}
