package dev.waybill.cli.failures;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A failure store as a command uses it: read, and, by a replay, parked in again. Used by the thread that runs the command. */
final class OpenStore implements AutoCloseable {
    private static final int MOST_CANDIDATES = 5;

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

    /** The record with this id, or the only one whose id begins so; where there is none, or several, the command ends. */
    FailureEntry only(String id) throws IOException {
        List<FailureEntry> found = log.list(FailureFilter.ALL.withId(id), MOST_CANDIDATES);
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw CommandException.at(ExitCode.NOT_FOUND, place, "no parked record has the id " + id)
                    .next("waybill failures list");
        }
        String ids = found.stream().map(FailureEntry::id).collect(Collectors.joining(", "));
        throw CommandException.at(ExitCode.USAGE, "ID", "several begin with " + id + ": " + ids)
                .expected("more of its digits");
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
