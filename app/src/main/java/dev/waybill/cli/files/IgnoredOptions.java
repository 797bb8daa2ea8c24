package dev.waybill.cli.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What upstream's uploaders take and has no place here; taken, so that a command line of theirs runs. Filled by the parser. */
final class IgnoredOptions {
    @Option(
            names = {"--logger-stream-level", "--logger-file-level", "--consumer-topic-name"},
            hidden = true)
    @SuppressWarnings("UnusedVariable") // the parser fills it
    private @Nullable List<String> harmless;

    @Option(names = "--use-polling-observer", hidden = true)
    @SuppressWarnings("UnusedVariable") // the parser fills it
    private boolean polling;

    @Mixin
    private final LogTopicOptions logTopic = new LogTopicOptions();

    void check() {
        logTopic.refuse();
    }
}
