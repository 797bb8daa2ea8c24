package dev.waybill.cli.run;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether words are taken from the console, and how often a dot is printed. Filled by the parser, once. */
public final class ConsoleOptions {
    private static final int USUAL_SECONDS = 300;
    private static final int NEVER = -1;

    @Option(
            names = "--console",
            description =
                    "Take the words check and quit from standard input though it is no terminal; its end is a quit.")
    private boolean isWanted;

    @Option(
            names = "--update-seconds",
            paramLabel = "SECONDS",
            description = "Print a dot so often as a sign of life; -1: never. Default: " + USUAL_SECONDS
                    + " on a terminal or with --console, else -1.")
    private @Nullable Integer seconds;

    /** Fails where an option makes no sense; opens nothing. */
    public void check() {
        if (seconds != null && seconds < 1 && seconds != NEVER) {
            throw CommandException.at(ExitCode.USAGE, "--update-seconds", "got " + seconds)
                    .expected("a number of seconds, 1 or more, or -1");
        }
    }

    /** The console of this process, from now on. */
    public Console open(Session session) {
        check();
        boolean isConsole = isWanted || session.terminal().inIsScreen();
        int interval = seconds != null ? seconds : isConsole ? USUAL_SECONDS : NEVER;
        return new Console(
                isConsole ? Optional.of(ConsoleWords.from(System.in)) : Optional.empty(),
                isWanted,
                Optional.of(interval).filter(n -> n != NEVER).map(Duration::ofSeconds),
                session.terminal().err(),
                InstantSource.system());
    }
}
