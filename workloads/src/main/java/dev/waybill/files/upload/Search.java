package dev.waybill.files.upload;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.registry.Entry;
import dev.waybill.files.registry.FileState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds files to send: looks at all there are, once or again and again. Folders are looked through rather than listened to: that
 * works on every file system, network drives among them, and a file must be looked at twice anyway to be known as quiet. Used by
 * one thread.
 */
final class Search {
    /** What belongs to the whole run. */
    interface Run {
        boolean isStopped();

        boolean isUnderWay(RelativePath path);

        /** What the registry knows of a path. */
        Optional<Entry> known(RelativePath path);
    }

    private final FileSource source;
    private final Watching watching;
    private final InstantSource clock;
    private final Tally tally;
    private final Run run;
    private final Candidates candidates;
    private final Map<RelativePath, FileState> leftAlone = new HashMap<>();
    private Instant nextLook;
    private boolean hasLooked;

    Search(FileSource source, Watching watching, InstantSource clock, Tally tally, Run run) {
        this.source = source;
        this.watching = watching;
        this.clock = clock;
        this.tally = tally;
        this.run = run;
        this.candidates = new Candidates(watching.firstQuiet());
        this.nextLook = clock.instant();
    }

    /** Looks if it is time to. */
    void tick() throws IOException {
        Instant now = clock.instant();
        boolean isDue = !now.isBefore(nextLook) && (watching.isOngoing() || !hasLooked);
        if (!isDue) {
            return;
        }
        var look = new Look(now);
        candidates.lookAgain();
        source.visit(look);
        if (run.isStopped()) {
            return; // not all was seen
        }
        if (watching.isOngoing()) {
            candidates.forgetUnseen();
        }
        tally.skipped(look.skipped);
        hasLooked = true;
        Instant end = clock.instant();
        nextLook = end.plus(watching.pauseAfter(Duration.between(now, end)));
    }

    /** The next file to send. */
    Optional<LocalFile> next() {
        return candidates.next(clock.instant());
    }

    /** A file that has to be tried again later. */
    void again(LocalFile file, Duration pause) {
        candidates.again(file, clock.instant().plus(pause));
    }

    /** Files that wait for their turn. */
    int waiting() {
        return candidates.size();
    }

    /** Whether nothing waits, and nothing will ever be found. */
    boolean isOver() {
        return hasLooked && !watching.isOngoing() && candidates.size() == 0;
    }

    private final class Look implements FileSource.Visitor {
        private final Instant now;
        private long skipped;

        private Look(Instant now) {
            this.now = now;
        }

        @Override
        public boolean found(LocalFile file, FileState state) {
            Optional<Entry> known = run.known(file.name());
            if (known.isPresent() && known.get().isUploaded(state)) {
                skipped++;
            } else if (!run.isUnderWay(file.name()) && !isLeftAlone(file, state, known)) {
                candidates.seen(file, state, now);
            }
            return !run.isStopped();
        }

        @Override
        public void refused(String place, String reason) {
            tally.failed(place, reason);
        }
    }

    private boolean isLeftAlone(LocalFile file, FileState state, Optional<Entry> known) {
        if (!watching.onlyNew()) {
            return false;
        }
        if (!hasLooked && !(known.isPresent() && known.get() instanceof Entry.InProgress)) {
            leftAlone.put(file.name(), state);
        }
        return state.equals(leftAlone.get(file.name()));
    }
}
