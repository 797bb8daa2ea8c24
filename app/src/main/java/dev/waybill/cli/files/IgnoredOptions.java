package dev.waybill.cli.files;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What upstream's programs take and has no place here; taken, so that a command line of theirs runs. Filled by the parser. */
final class IgnoredOptions {
    @Option(
            names = {"--update-seconds", "--logger-stream-level", "--logger-file-level", "--consumer-topic-name"},
            hidden = true)
    @SuppressWarnings("UnusedVariable") // the parser fills it
    private @Nullable List<String> harmless;

    @Option(names = "--use-polling-observer", hidden = true)
    @SuppressWarnings("UnusedVariable") // the parser fills it
    private boolean polling;

    @Option(
            names = {
                "--heartbeat-topic-name",
                "--heartbeat-program-id",
                "--heartbeat-interval-secs",
                "--log-topic-name",
                "--log-program-id",
                "--log-interval-secs"
            },
            hidden = true)
    private @Nullable List<String> reports;

    void say(PrintStream err) {
        if (reports != null) {
            err.println("note: heartbeats and logs are not sent to topics by this command");
        }
    }
}
