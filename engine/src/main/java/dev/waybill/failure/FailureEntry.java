package dev.waybill.failure;

import dev.waybill.record.KafkaRecord;
import java.util.List;
import java.util.Optional;

/**
 * A parked record as its store has it.
 *
 * @param id its name, as long as it exists
 * @param mark what the store remembers it by once it is settled; another one when somebody mended it
 * @param fingerprint what it has in common with others that failed for the same cause
 * @param place where in the store it lies, for a person
 * @param notes what was decided about it since, the oldest first
 */
public record FailureEntry(
        String id, String mark, String fingerprint, ParkedRecord parked, String place, List<FailureNote> notes) {
    public FailureEntry {
        notes = List.copyOf(notes);
    }

    /** One about which nothing was decided. */
    public FailureEntry(String id, String mark, String fingerprint, ParkedRecord parked, String place) {
        this(id, mark, fingerprint, parked, place, List.of());
    }

    /** The same, with what was decided about it. */
    public FailureEntry with(List<FailureNote> decided) {
        return new FailureEntry(id, mark, fingerprint, parked, place, decided);
    }

    /** The note with the value that a replay delivers in place of the original one, if somebody edited it. */
    public Optional<FailureNote> edit() {
        return last(Decision.Edited.class, Decision.Restored.class);
    }

    /** Whether somebody keeps it from being replayed. */
    public boolean isKept() {
        return last(Decision.Kept.class, Decision.Freed.class).isPresent();
    }

    /** The last note of the one kind, unless one of the other came after it. */
    private Optional<FailureNote> last(Class<? extends Decision> made, Class<? extends Decision> undone) {
        for (int i = notes.size() - 1; i >= 0; i--) {
            var decision = notes.get(i).decision();
            if (made.isInstance(decision)) {
                return Optional.of(notes.get(i));
            }
            if (undone.isInstance(decision)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The record ready to be delivered once more, as it was edited: its attempt is one higher. */
    public KafkaRecord again() {
        KafkaRecord record = parked.record();
        byte[] value = record.value();
        var edit = edit().map(FailureNote::decision);
        if (edit.isPresent() && edit.get() instanceof Decision.Edited edited) {
            value = edited.value();
        }
        return new KafkaRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                value,
                record.headers(),
                record.attempt() + 1);
    }
}
