package dev.waybill.files.upload;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;

/**
 * Whether a run goes on looking for files.
 *
 * @param quiet how long a file must not change before it is sent
 * @param isOngoing whether to look again and again; else once, and every file found then is sent at once
 * @param onlyNew whether what lies there at the start is left alone until it changes; what an earlier run began is finished
 */
public record Watching(Duration quiet, boolean isOngoing, boolean onlyNew) {
    /** As upstream has it. */
    public static final Duration USUAL_QUIET = ofSeconds(3);

    /** Looking takes at most a tenth of the time. */
    private static final int REST = 10;

    private static final Duration SHORTEST_PAUSE = ofMillis(500);
    private static final Duration LONGEST_PAUSE = ofSeconds(60);

    public Watching {
        if (quiet.isNegative()) {
            throw new IllegalArgumentException("expected a time of 0 or more, got " + quiet);
        }
    }

    /** All there is now, and an end. */
    public static Watching once() {
        return new Watching(USUAL_QUIET, false, false);
    }

    /** The pause after a look that took {@code took}. */
    Duration pauseAfter(Duration took) {
        Duration pause = took.multipliedBy(REST);
        if (pause.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** How long a file waits that was seen for the first time. */
    Duration firstQuiet() {
        return isOngoing ? quiet : Duration.ZERO;
    }
}
