package dev.waybill.cli.error;

import java.util.Locale;

/** What the exit status of a command means. A status that is not listed counts as failure. */
public enum ExitCode {
    DONE(0, "everything that was asked for is done"),
    INTERNAL_ERROR(1, "a defect of Waybill; please report it"),
    USAGE(2, "the command line is wrong"),
    PARTIAL(3, "finished, but some records were rejected or parked"),
    FAILED(4, "not done; try again after mending the cause"),
    NOT_FOUND(5, "what was named does not exist"),
    CONFLICT(6, "something else is in the way, for example a port or a running job"),
    CONFIGURATION(7, "the settings are wrong"),
    NOT_ALLOWED(8, "credentials or permissions were refused"),
    UNREACHABLE(9, "Kafka or a service does not answer; trying again later may help"),
    TIMED_OUT(10, "not finished within the time that was given"),
    INTERRUPTED(130, "stopped by Ctrl-C after a clean drain"),
    TERMINATED(143, "stopped by SIGTERM after a clean drain");

    private final int status;
    private final String meaning;

    ExitCode(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    /** The number the shell sees. */
    public int status() {
        return status;
    }

    public String meaning() {
        return meaning;
    }

    /** The word in front of an error line, for example {@code not-found}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
