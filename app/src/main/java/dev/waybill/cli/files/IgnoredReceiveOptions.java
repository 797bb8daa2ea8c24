package dev.waybill.cli.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What upstream's receivers take and has no place here; taken, so that a command line of theirs runs. Filled by the parser. */
final class IgnoredReceiveOptions {
    @Option(
            names = {
                "--producer-topic-name",
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

    @Mixin
    private final LogTopicOptions logTopic = new LogTopicOptions();

    void check() {
        logTopic.refuse();
    }
}
