package dev.waybill.why;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When the log of a partition deletes what has not arrived; what may not be asked, or does not apply, is absent.
 *
 * @param logStart the lowest offset that is still there
 * @param time how long the topic keeps a record
 * @param bytes how much of a partition the topic keeps
 * @param size how much of it there is
 * @param deletedFrom when the record at the head may be deleted by its age, at the earliest
 */
public record Retention(
        OptionalLong logStart,
        Optional<Duration> time,
        OptionalLong bytes,
        OptionalLong size,
        Optional<Instant> deletedFrom) {
    public static final Retention UNKNOWN = new Retention(
            OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    Retention ofRecordAt(Optional<Instant> timestamp) {
        return new Retention(logStart, time, bytes, size, timestamp.flatMap(t -> time.map(t::plus)));
    }

    /** Records that were deleted before they arrived here. */
    public long lost(OptionalLong head) {
        return logStart.isPresent() && head.isPresent() ? Math.max(0, logStart.getAsLong() - head.getAsLong()) : 0;
    }

    /** Time left at {@code now}; negative once it may be gone. */
    public Optional<Duration> margin(Instant now) {
        return deletedFrom.map(then -> Duration.between(now, then));
    }
}
