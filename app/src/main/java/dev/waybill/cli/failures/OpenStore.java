package dev.waybill.cli.failures;

import dev.waybill.cli.kafka.Topics;
import dev.waybill.failure.FailureLog;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.failure.topic.FailureTopic;
import dev.waybill.failure.topic.TopicFailureLog;
import dev.waybill.failure.topic.TopicFailureStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** A failure store as a command uses it: read, and, by a replay, parked in again. Used by the thread that runs the command. */
final class OpenStore implements AutoCloseable {
    /** What parks in it, opened where it is needed. */
    private interface Parking {
        FailureStore open(Deque<Runnable> atEnd) throws IOException;
    }

    private final FailureLog log;
    private final Path folder;
    private final String place;
    private final Parking parking;
    private final Deque<Runnable> atEnd = new ArrayDeque<>();

    private OpenStore(FailureLog log, Path folder, String place, Parking parking) {
        this.log = log;
        this.folder = folder;
        this.place = place;
        this.parking = parking;
    }

    static OpenStore files(Path folder) {
        return new OpenStore(
                new FileFailureLog(folder), folder, folder.toString(), atEnd -> new FileFailureStore(folder));
    }

    /** {@code folder} is for what cannot be in the topic. */
    static OpenStore topic(FailureTopic topic, Map<String, String> kafka, Path folder) throws IOException {
        try (var topics = Topics.connect(kafka)) {
            topics.require(topic.name(), "look for it: kafka-topics.sh --list; it is created with the first failure");
        }
        var claims = folder.resolve("claims");
        var log = TopicFailureLog.connect(kafka, topic, claims);
        var opened = new OpenStore(log, folder, topic.name(), atEnd -> {
            var store = TopicFailureStore.connect(kafka, topic, claims);
            atEnd.push(store::close);
            return store;
        });
        opened.atEnd.push(log::close);
        return opened;
    }

    FailureLog log() {
        return log;
    }

    /** Where what fails again is parked. */
    FailureStore parking() throws IOException {
        return parking.open(atEnd);
    }

    /** The folder beside which a person looks for what was done. */
    Path folder() {
        return folder;
    }

    /** For an error line. */
    String place() {
        return place;
    }

    @Override
    public void close() {
        atEnd.forEach(Runnable::run);
        atEnd.clear();
    }
}
