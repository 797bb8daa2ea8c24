package dev.waybill.offset;

/**
 * How often a record failed at one step of a pipeline.
 *
 * @param failures those that count against the record, 1 or more
 * @param sink the number of the step, from 0 on
 */
public record FailedAt(int failures, int sink) {
    static final int MOST_FAILURES = 0xFFFF;
    static final int HIGHEST_SINK = 0x3FFF;

    public FailedAt {
        if (failures < 1 || sink < 0 || sink > HIGHEST_SINK) {
            throw new IllegalArgumentException("nothing can have failed " + failures + " times at step " + sink);
        }
    }

    /** As it is written: what is more than that is not told apart. */
    FailedAt writable() {
        return failures > MOST_FAILURES ? new FailedAt(MOST_FAILURES, sink) : this;
    }

    void write(BitWriter to) {
        to.number(failures);
        to.number(sink);
    }

    static FailedAt read(BitReader from) throws DamagedException {
        int failures = (int) DamagedException.inRange(from.number(), 1, MOST_FAILURES);
        return new FailedAt(failures, (int) DamagedException.inRange(from.number(), 0, HIGHEST_SINK));
    }
}
