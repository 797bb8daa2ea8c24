package dev.waybill.failure;

import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Positions of one topic or of all, of one partition or of all, between two offsets.
 *
 * @param topic empty for any
 * @param firstOffset inclusive
 * @param lastOffset inclusive
 */
public record PositionRange(String topic, OptionalInt partition, long firstOffset, long lastOffset) {
    public static final PositionRange ANYWHERE =
            new PositionRange("", OptionalInt.empty(), Long.MIN_VALUE, Long.MAX_VALUE);

    public PositionRange {
        if (firstOffset > lastOffset) {
            throw new IllegalArgumentException(
                    "offsets: expected the first not to be above the last, got " + firstOffset + " and " + lastOffset);
        }
    }

    public PositionRange ofTopic(String wanted) {
        return new PositionRange(wanted, partition, firstOffset, lastOffset);
    }

    public PositionRange ofPartition(int wanted) {
        return new PositionRange(topic, OptionalInt.of(wanted), firstOffset, lastOffset);
    }

    /** Both inclusive. */
    public PositionRange ofOffsets(long first, long last) {
        return new PositionRange(topic, partition, first, last);
    }

    boolean contains(Position position) {
        return (topic.isEmpty() || topic.equals(position.topic()))
                && (partition.isEmpty() || partition.getAsInt() == position.partition())
                && position.offset() >= firstOffset
                && position.offset() <= lastOffset;
    }

    List<String> conditions() {
        var conditions = new ArrayList<String>();
        if (!topic.isEmpty()) {
            conditions.add("topic=" + topic);
        }
        partition.ifPresent(number -> conditions.add("partition=" + number));
        if (firstOffset > Long.MIN_VALUE) {
            conditions.add("offset>=" + firstOffset);
        }
        if (lastOffset < Long.MAX_VALUE) {
            conditions.add("offset<=" + lastOffset);
        }
        return conditions;
    }
}
