package dev.waybill.cli.files;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What upstream's receivers take and has no place here; taken, so that a command line of theirs runs. Filled by the parser. */
final class IgnoredReceiveOptions {
    @Option(
            names = {
                "--producer-topic-name",
                "--update-seconds",
                "--logger-stream-level",
                "--logger-file-level",
                "--max-wait-per-decrypt",
                "--max-initial-wait-per-decrypt"
            },
            hidden = true)
    @SuppressWarnings("UnusedVariable") // the parser fills it
    private @Nullable List<String> harmless;

    @Option(names = "--treat-undecryptable-as-plaintext", hidden = true)
    @SuppressWarnings("UnusedVariable") // the parser fills it
    private boolean plaintext;

    @Option(
            names = {
                "--heartbeat-topic-name",
                "--heartbeat-interval-secs",
                "--log-topic-name",
                "--log-program-id",
                "--log-interval-secs"
            },
            hidden = true)
    private @Nullable List<String> reports;

    void say(PrintStream err) {
        if (reports != null) {
            err.println("note: upstream's heartbeats and logs are not sent by this command; see --heartbeat-topic");
        }
    }
}
