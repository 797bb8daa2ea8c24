package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Upstream's logs to a topic, which are not made here: whoever waits for them is told so at once. Filled by the parser. */
final class LogTopicOptions {
    @Option(names = "--log-topic-name", hidden = true)
    private @Nullable String topic;

    @Option(
            names = {"--log-program-id", "--log-interval-secs"},
            hidden = true)
    @SuppressWarnings("UnusedVariable") // the parser fills it; it means nothing without a topic
    private @Nullable List<String> harmless;

    void refuse() {
        if (topic != null) {
            throw CommandException.at(ExitCode.USAGE, "--log-topic-name", "logs are not sent to a topic")
                    .expected("no such option")
                    .next("--log FILE   writes them to a file; --heartbeat-topic TOPIC   sends signs of life");
        }
    }
}
