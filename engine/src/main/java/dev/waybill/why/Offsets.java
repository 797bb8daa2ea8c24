package dev.waybill.why;

import java.util.OptionalLong;

/**
 * Where a partition stands; what is not known is absent. Offsets that do not exist in the log count as settled.
 *
 * @param committed kept at the source
 * @param head the lowest that is not settled
 * @param next the one after the highest that was read
 * @param end the one that the next record of the log will get
 * @param held settled above the head
 */
public record Offsets(OptionalLong committed, OptionalLong head, OptionalLong next, OptionalLong end, long held) {
    public static final Offsets UNKNOWN =
            new Offsets(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 0);

    /** Offsets read, from the head on. */
    public long span() {
        return head.isPresent() && next.isPresent() ? next.getAsLong() - head.getAsLong() : 0;
    }

    /** Offsets of the log from the head on. */
    public OptionalLong lag() {
        return head.isPresent() && end.isPresent()
                ? OptionalLong.of(Math.max(0, end.getAsLong() - head.getAsLong()))
                : OptionalLong.empty();
    }

    Offsets withEnd(OptionalLong newEnd) {
        return new Offsets(committed, head, next, newEnd.isPresent() ? newEnd : end, held);
    }
}
