package dev.waybill.cli.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command cannot do what was asked, and knows why: the exit code, and what the reader needs to go on. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String where;
    private final @Nullable String expected;
    private final @Nullable String next;

    private CommandException(
            ExitCode exitCode,
            String where,
            String came,
            @Nullable String expected,
            @Nullable String next,
            @Nullable Throwable cause) {
        super(came, cause);
        this.exitCode = exitCode;
        this.where = where;
        this.expected = expected;
        this.next = next;
    }

    /**
     * A failure at a place: a file, an address, a setting, a topic.
     *
     * @param came what was found there
     */
    public static CommandException at(ExitCode exitCode, String where, String came) {
        return new CommandException(exitCode, where, came, null, null, null);
    }

    /** The same, with what would have been right. */
    public CommandException expected(String text) {
        return new CommandException(exitCode, where, came(), text, next, getCause());
    }

    /** The same, with what to type or to do next. */
    public CommandException next(String text) {
        return new CommandException(exitCode, where, came(), expected, text, getCause());
    }

    /** The same, with what was thrown; shown only with {@code --debug}. */
    public CommandException because(Throwable cause) {
        return new CommandException(exitCode, where, came(), expected, next, cause);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** Where, what came and what was expected, in one line. */
    public String found() {
        return where + ": " + came() + (expected == null ? "" : "; expected " + expected);
    }

    /** What to type or to do next. */
    public Optional<String> advice() {
        return Optional.ofNullable(next);
    }

    /** All of it for a person, without a line end. */
    public String text() {
        var text = new StringBuilder("error: ")
                .append(exitCode.word())
                .append("  ")
                .append(found());
        if (next != null) {
            text.append(System.lineSeparator()).append("  next: ").append(next);
        }
        return text.toString();
    }

    private String came() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
