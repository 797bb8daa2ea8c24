package dev.waybill.delivery;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the parts of one piece: the whole is through once all of them are. If some fail, the whole fails, and
 * its next attempt is theirs alone.
 *
 * <p>Thread-safe: parts come back on any thread. All state is guarded by {@code this}.
 */
final class Split {
    final Piece whole;
    private final List<Part> parts = new ArrayList<>();
    private int missing;
    private int out;
    private @Nullable Failure failure;

    Split(Piece whole) {
        this.whole = whole;
    }

    synchronized void add(Part part) {
        parts.add(part);
        missing++;
    }

    /** The parts that are not through yet: those of the next attempt, which begins now. */
    synchronized List<Part> begin() {
        parts.removeIf(part -> part.outcome.isThrough());
        out = parts.size() + 1; // one more for the one who starts them
        failure = null;
        return List.copyOf(parts);
    }

    /** The parts of the last attempt, with what became of each. */
    synchronized List<Part> tried() {
        return List.copyOf(parts);
    }

    /** All parts were started. Returns how the whole fares: away, unless all came back already. */
    synchronized Outcome started() {
        return --out == 0 ? outcome() : Outcome.AWAY;
    }

    /** {@code part} came back. Returns how the whole fares: away, unless this was the last. */
    synchronized Outcome came(Part part, Outcome how) {
        part.outcome = how;
        if (how.isThrough()) {
            missing--;
        } else {
            failure = graver(failure, part.failure);
        }
        return --out == 0 ? outcome() : Outcome.AWAY;
    }

    private Outcome outcome() {
        if (missing == 0) {
            return Outcome.DELIVERED;
        }
        whole.failure = failure;
        return Outcome.FAILED;
    }

    /** A part that can never be delivered speaks last: until then, the others are tried again. */
    private static @Nullable Failure graver(@Nullable Failure a, @Nullable Failure b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return rank(b.failureClass()) > rank(a.failureClass()) ? b : a;
    }

    private static int rank(FailureClass failureClass) {
        return switch (failureClass) {
            case POISON -> 0;
            case BUG -> 1;
            case TRANSIENT, THROTTLED, UNAVAILABLE -> 2;
            case MISCONFIGURED -> 3;
        };
    }
}
