package dev.waybill.failure.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.failure.FailureNote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the topic of the marks says at one moment: which parked records are settled, and what was decided about others. Not thread-safe. */
final class BesideTopic {
    private final TopicNotes notes;
    private final Set<String> settled = new HashSet<>();
    private final Map<String, List<FailureNote>> byMark = new HashMap<>();
    private final List<String> damaged = new ArrayList<>();

    private BesideTopic(TopicNotes notes) {
        this.notes = notes;
    }

    static BesideTopic read(TopicWalk walk, TopicNotes notes) throws IOException {
        var beside = new BesideTopic(notes);
        for (var record = walk.next(); record.isPresent(); record = walk.next()) {
            beside.add(record.get());
        }
        return beside;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
        byte[] bytes = record.key();
        if (bytes == null) {
            return;
        }
        String key = new String(bytes, US_ASCII);
        if (!TopicNotes.isKey(key)) {
            settled.add(key);
        } else if (record.value() != null) {
            try {
                FailureNote note = notes.read(record.value());
                byMark.computeIfAbsent(note.mark(), mark -> new ArrayList<>()).add(note);
            } catch (IllegalArgumentException e) {
                damaged.add(record.topic() + "-" + record.partition() + "@" + record.offset() + "  " + e.getMessage());
            }
        }
    }

    boolean isSettled(String mark) {
        return settled.contains(mark);
    }

    List<FailureNote> notesOf(String mark) {
        return byMark.getOrDefault(mark, List.of());
    }

    /** A message for each note that is none. */
    List<String> damaged() {
        return damaged;
    }
}
