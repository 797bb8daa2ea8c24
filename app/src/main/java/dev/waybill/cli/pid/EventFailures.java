package dev.waybill.cli.pid;

import dev.waybill.cli.config.FailurePlace;
import dev.waybill.cli.config.PidRun;
import dev.waybill.failure.FailureLog;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.failure.topic.FailureTopic;
import dev.waybill.failure.topic.TopicFailureLog;
import dev.waybill.failure.topic.TopicFailureStore;
import dev.waybill.pid.settings.PidSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a run parks what cannot be registered, and what can be read there.
 *
 * @param place the folder, or the topic
 * @param next the command that runs it again
 */
record EventFailures(FailureStore store, FailureLog log, String place, String next, List<Runnable> atEnd)
        implements AutoCloseable {
    private static final String FOLDER = "failures";

    EventFailures {
        atEnd = List.copyOf(atEnd);
    }

    /** Those that the settings ask for. */
    static EventFailures of(PidRun run) throws IOException {
        return run.failures() == FailurePlace.TOPIC
                ? topic(run.settings())
                : files(run.settings().outputDir().resolve(FOLDER));
    }

    /** A dry run keeps what it refused apart: the same records come again, and may be parked for good then. */
    static EventFailures ofDryRun(PidSettings settings) {
        return files(settings.outputDir().resolve("dry-run").resolve(FOLDER));
    }

    private static EventFailures files(Path folder) {
        return new EventFailures(
                new FileFailureStore(folder),
                new FileFailureLog(folder),
                folder.toAbsolutePath().toString(),
                "waybill pid retry " + folder.resolve("r0"),
                List.of());
    }

    private static EventFailures topic(PidSettings settings) throws IOException {
        var topic = new FailureTopic(settings.topic(), settings.kafka().getOrDefault("group.id", ""));
        var claims = settings.outputDir().resolve(FOLDER).resolve("claims");
        var store = TopicFailureStore.connect(settings.kafka(), topic, claims);
        var log = TopicFailureLog.connect(settings.kafka(), topic, claims);
        return new EventFailures(store, log, topic.name(), "waybill replay", List.of(log::close, store::close));
    }

    @Override
    public void close() {
        atEnd.forEach(Runnable::run);
    }
}
