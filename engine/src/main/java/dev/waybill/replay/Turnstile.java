package dev.waybill.replay;

import dev.waybill.time.Pace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many records of a replay may be started now, and when it is over. Confined to the thread that runs the
 * pipeline.
 */
final class Turnstile {
    private final ReplayLimits limits;
    private final Pace pace;
    private final Patience patience;
    private final Tally tally;
    private final Runnable stop;
    private long started;
    private boolean hasCanaryArrived;
    private boolean isAtEnd;
    private @Nullable Exception refused;

    /** {@code stop} asks the pipeline for a clean end. */
    Turnstile(ReplayLimits limits, Pace pace, Patience patience, Tally tally, Runnable stop) {
        this.limits = limits;
        this.pace = pace;
        this.patience = patience;
        this.tally = tally;
        this.stop = stop;
        this.hasCanaryArrived = limits.canary() == 0;
    }

    /** {@code most}, or fewer; none once it is over. */
    int room(int most) {
        long allowed = hasCanaryArrived ? limits.atMost() : Math.min(limits.canary(), limits.atMost());
        if (isAtEnd || tally.outcome().isPresent()) {
            return 0;
        }
        return pace.atMost((int) Math.min(most, allowed - started));
    }

    void started() {
        started++;
        pace.started(1);
        patience.renewed();
    }

    /** There is nothing more to start. */
    void endReached() {
        isAtEnd = true;
    }

    /** Looks whether it is over; {@code outstanding} records are started and not settled. */
    void look(int outstanding) {
        if (tally.outcome().isPresent()) {
            return;
        }
        if (!hasCanaryArrived && tally.hasFailedAgain()) {
            end(ReplayOutcome.CANARY_FAILED);
        } else if (outstanding > 0) {
            if (patience.isOver()) {
                end(hasCanaryArrived ? ReplayOutcome.STALLED : ReplayOutcome.CANARY_FAILED);
            }
        } else if (isAtEnd || started == limits.atMost()) {
            end(ReplayOutcome.DONE);
        } else if (started == limits.canary()) {
            hasCanaryArrived = true;
        }
    }

    private void end(ReplayOutcome outcome) {
        tally.end(outcome);
        stop.run();
    }

    /** The log did not take the marks of what is settled. */
    void refused(Exception problem) {
        refused = problem;
    }

    /** What kept marks from being taken last, if anything did. */
    Optional<String> problem() {
        return Optional.ofNullable(refused)
                .map(e -> "marks of what arrived: " + e.getMessage()
                        + "; what has no mark is delivered again by the next replay");
    }
}
