package dev.waybill.delivery;

import dev.waybill.failure.Failure;
import dev.waybill.trace.Attempt;
import dev.waybill.trace.Ending;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes through the steps of a pipeline on its own: a record's {@link Flight}, one {@link Part} of what a
 * record was split into, or a {@link Group} of gathered ones.
 *
 * <p>Touched by one thread at a time: the one that runs its steps, then the loop's once it lies in the {@link Mailbox}.
 */
abstract sealed class Piece extends Message permits Flight, Part, Group {
    enum Outcome {
        /** Not back yet; it comes to the mailbox by itself. */
        AWAY,

        /** Not started, because one of its lane, before it in the same chunk, did not arrive at once. */
        HELD,

        /** Waits to be gathered with others. */
        GATHERED,
        DELIVERED,
        FILTERED,
        FAILED,
        PARKED,
        PARKING_FAILED;

        /** Whether nothing more is to be done for it. */
        boolean isThrough() {
            return this == DELIVERED || this == FILTERED;
        }
    }

    /** The step with which its last attempt began. */
    int began;

    /** The step that comes next, and what it is given; the record itself, where that is absent. */
    int stage;

    @Nullable
    Object value;

    /** How it came back, where it came back by itself. */
    Outcome outcome = Outcome.AWAY;

    @Nullable
    Failure failure;

    /** The group in which it was alone when that failed: it keeps its place there. */
    @Nullable
    Group alone;

    /** Its attempt as a trace has it, until that is over; absent where nothing follows it. */
    @Nullable
    Attempt attempt;

    /** Its attempt is over, if anything follows it. */
    void ended(Ending how) {
        Attempt over = attempt;
        if (over != null) {
            attempt = null;
            over.ended(how, Optional.ofNullable(how.isFailure() ? failure : null));
        }
    }

    /** A flight that this is about. */
    abstract Flight root();
}
