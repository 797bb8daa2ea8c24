package dev.waybill.failure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The parked records of one store, for reading. A record is in it from the moment it is parked until it is settled: its
 * replay arrived, or was parked in turn. Several threads may use a log, each with cursors of its own.
 */
public interface FailureLog {
    /** Opens what is there now. */
    FailureCursor open() throws IOException;

    /**
     * Takes note that these need no replay any more. Once this returns, that survives a crash.
     *
     * @throws IOException if it may not; they are replayed again then
     */
    void settle(Collection<FailureEntry> entries) throws IOException;

    /**
     * Keeps what was decided about records; a cursor that is opened from now on shows it with them. Once this returns, that
     * survives a crash. Whoever decides reserves first: a replay goes by what it found when it began.
     *
     * @throws IOException if it may not survive, or is too large for the store; nothing is decided then
     */
    void note(Collection<FailureNote> notes) throws IOException;

    /**
     * Keeps everybody else from replaying these, and from cleaning up, until what is returned is closed. A crash lets go, too.
     *
     * @throws StoreReservedException if somebody else has reserved them
     */
    Reservation reserve() throws IOException;

    /** The first entries that pass {@code filter}, {@code most} at most. */
    default List<FailureEntry> list(FailureFilter filter, int most) throws IOException {
        var found = new ArrayList<FailureEntry>();
        try (var cursor = open()) {
            for (var entry = cursor.next(); entry.isPresent() && found.size() < most; entry = cursor.next()) {
                entry.filter(filter::passes).ifPresent(found::add);
            }
        }
        return found;
    }

    /** What passes {@code filter}, counted by cause. */
    default FailureSummary summary(FailureFilter filter) throws IOException {
        var groups = new FailureGroups();
        try (var cursor = open()) {
            for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                entry.filter(filter::passes).ifPresent(groups::add);
            }
            return groups.summary(cursor.damaged());
        }
    }

    /** The entry with this id, or the only one whose id begins so. */
    default Optional<FailureEntry> find(String id) throws IOException {
        var found = list(FailureFilter.ALL.withId(id), 2);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
