package dev.waybill.files.upload;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.registry.FileState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Files that wait until they are quiet: not seen to change for a while. Used by one thread. */
final class Candidates {
    private final Duration quiet;
    private final Map<RelativePath, Candidate> waiting = new HashMap<>();
    /** May hold some that no longer wait: they count for nothing. */
    private final PriorityQueue<Candidate> byTime = new PriorityQueue<>(Comparator.comparing(c -> c.ready));

    private long look;

    private static final class Candidate {
        private final LocalFile file;
        private final Instant ready;
        private @Nullable FileState state;
        private long look;

        private Candidate(LocalFile file, Instant ready, @Nullable FileState state, long look) {
            this.file = file;
            this.ready = ready;
            this.state = state;
            this.look = look;
        }
    }

    /** {@code quiet} is how long a file must not change. */
    Candidates(Duration quiet) {
        this.quiet = quiet;
    }

    /** Begins a new look at all files. */
    void lookAgain() {
        look++;
    }

    /** A file that was seen, in a state that is not uploaded yet. */
    void seen(LocalFile file, FileState state, Instant now) {
        Candidate before = waiting.get(file.name());
        if (before != null && (before.state == null || before.state.equals(state))) {
            before.state = state;
            before.look = look;
        } else {
            add(new Candidate(file, now.plus(quiet), state, look));
        }
    }

    /** A file that was tried, and is to be tried again, not before {@code ready}. */
    void again(LocalFile file, Instant ready) {
        add(new Candidate(file, ready, null, look));
    }

    private void add(Candidate candidate) {
        waiting.put(candidate.file.name(), candidate);
        byTime.add(candidate);
    }

    /** Forgets what was not seen since {@link #lookAgain}. */
    void forgetUnseen() {
        waiting.values().removeIf(candidate -> candidate.look < look);
    }

    /** The next that is quiet; it waits no longer then. */
    Optional<LocalFile> next(Instant now) {
        for (Candidate first = byTime.peek(); first != null && !first.ready.isAfter(now); first = byTime.peek()) {
            byTime.remove();
            if (waiting.remove(first.file.name(), first)) {
                return Optional.of(first.file);
            }
        }
        return Optional.empty();
    }

    int size() {
        return waiting.size();
    }
}
