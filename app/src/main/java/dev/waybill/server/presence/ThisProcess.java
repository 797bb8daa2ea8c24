package dev.waybill.server.presence;

import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What this process can say of itself. */
public final class ThisProcess {
    private static final String NO_COMMAND = "waybill";

    private ThisProcess() {}

    /** Its presence; {@code redact} takes secrets out of the command line. */
    public static Presence at(
            URI url,
            String pipeline,
            Optional<String> group,
            String workload,
            Optional<String> failures,
            UnaryOperator<String> redact) {
        var process = ProcessHandle.current();
        return new Presence(
                process.pid(),
                Presence.start(process),
                redact.apply(command()),
                pipeline,
                group,
                workload,
                url,
                failures);
    }

    /** As it was typed: the launcher's name stands for the main class. */
    private static String command() {
        String started = System.getProperty("sun.java.command", "");
        int space = started.indexOf(' ');
        return space < 0 ? NO_COMMAND : NO_COMMAND + started.substring(space);
    }
}
