package dev.waybill.jobs.discover;

import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** A way along the index, from what was settled to what is newest, in steps that are transactions of their own. */
interface Walk {
    /** Rows of one step, but for the first. */
    int ROWS = 50_000;

    /** Rows of a pass's first step, from which the planner learns what to expect, and which nobody shares. */
    int FIRST_ROWS = 5_000;

    /** No dataset comes before it. */
    UUID FIRST_ID = new UUID(0, 0);

    /** No dataset comes after it. */
    UUID LAST_ID = new UUID(-1, -1);

    /**
     * Takes the next step of a pass.
     *
     * @param from where the last one ended, or {@link Position#START}
     */
    Step step(Handle handle, Position from);

    /** Where a step ended: a location, or a dataset and when it was changed. */
    record Position(long number, OffsetDateTime time, UUID id) {
        static final Position START = new Position(0, Progress.time(0), FIRST_ID);

        /** At its first step a pass may find a table of jobs that is empty, as far as the planner knows. */
        boolean isStart() {
            return equals(START);
        }

        /** Rows of the step that begins here. */
        int rows() {
            return isStart() ? FIRST_ROWS : ROWS;
        }

        Position at(long otherNumber) {
            return new Position(otherNumber, time, id);
        }

        Position at(OffsetDateTime otherTime, UUID otherId) {
            return new Position(number, otherTime, otherId);
        }
    }

    /**
     * What a step came to.
     *
     * @param isLast whether the newest was reached
     * @param holders who may still bring something that is not there yet
     */
    record Step(Changes changes, Position end, boolean isLast, Set<String> holders) {}
}
