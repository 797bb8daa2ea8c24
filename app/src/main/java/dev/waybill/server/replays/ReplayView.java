package dev.waybill.server.replays;

import java.time.Instant;
import java.util.Optional;

/**
 * A replay that was started here.
 *
 * @param command what was run
 * @param who asked for it
 * @param expected how many records a dry run counted before
 * @param ended absent while it runs
 * @param exit its exit status; -1 while it runs
 * @param said the last it said
 * @param arrived records that have; known once it has ended
 * @param failedAgain records that were parked again; known once it has ended
 * @param outcome in a word: {@code running}, or how it ended
 */
public record ReplayView(
        String id,
        String command,
        String who,
        long expected,
        Instant started,
        Optional<Instant> ended,
        int exit,
        String said,
        long arrived,
        long failedAgain,
        String outcome) {
    public boolean isRunning() {
        return ended.isEmpty();
    }
}
