package dev.waybill.source;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition whose log no longer holds what had still to be read.
 *
 * @param reached the next offset that would have been read
 * @param start the first offset of the log as it is now
 * @param end where the log ends now
 */
public record LostRecords(TopicPartition partition, Cause cause, long reached, long start, long end) {
    /** How a log loses records. */
    public enum Cause {
        /** Retention, or a request to delete records, removed them before they were read. */
        DELETED,
        /** The log ends before what was read already: an unclean election, or a broker that was restored. */
        CUT,
        /** The topic was deleted, and another one has its name. */
        RECREATED
    }

    /** How many offsets were lost unread, where the log still tells. */
    public OptionalLong count() {
        return cause == Cause.DELETED ? OptionalLong.of(start - reached) : OptionalLong.empty();
    }

    /** Says for a person what is missing, and from where. */
    public String describe() {
        if (cause == Cause.DELETED) {
            return partition + ": offsets " + reached + " to " + (start - 1)
                    + " were deleted before they were read (by retention or on request); the log now starts at "
                    + start;
        } else if (cause == Cause.CUT) {
            return partition + ": the log was cut: it was read up to offset " + reached + " and now ends at " + end
                    + " (an unclean election, or a broker restored from an older copy)";
        } else {
            return partition + ": the topic was deleted and created again: the old one was read up to offset " + reached
                    + ", the new one holds " + start + " to " + end;
        }
    }
}
