package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.DeliveryStats;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.util.Base64;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run.
 *
 * @param nanos when, on a clock that all who write down the same run share
 * @param owner the process it happened in, and, where that is known, its period with the partition; empty for the world
 *     outside
 * @param at the record it is about, or the partition and the offset; absent where it is about none
 * @param detail what the kind says
 */
record Event(long nanos, Kind kind, String owner, @Nullable Position at, String detail) {
    /** Stands between a process and its period. */
    static final String PERIOD = "#";

    /** Detail of a refusal that says nothing of this record alone: it was refused with others. */
    static final String IN_COMPANY = "IN_COMPANY";

    /** Detail of a partition that the member was not asked to give back. */
    static final String LOST = "LOST";

    enum Kind {
        /** A record is in the log. Detail: its {@link Event#content content}. */
        PRODUCED,
        /** A member reads a partition from now on. */
        ASSIGNED,
        /** It does not any more. Detail: {@link Event#LOST}, or nothing. */
        RELEASED,
        /** The process is gone, from one moment to the next. */
        KILLED,
        /** A delivery to the sink begins. Detail: the record's content. */
        BEGAN,
        /** A delivery goes with the one that began just before it, in one call. Detail: the record's content. */
        JOINED,
        /** The sink has the record, whatever its caller hears. */
        ARRIVED,
        /** The caller hears that a delivery failed. Detail: the failure class. */
        REFUSED,
        /** The caller hears that a sink took a record, or a part of it. Detail: which sink. */
        TAKEN,
        /** The caller hears that it did not. Detail: which sink, a colon, and the failure class. */
        NOT_TAKEN,
        /** A step ended the pipeline for the record, on purpose. */
        FILTERED,
        /** The record is set aside and would survive a crash. Detail: the content that was set aside. */
        PARKED,
        /** A member asks for an offset to be kept. Detail: what {@link Event#commit} says of it. */
        COMMIT_ASKED,
        /** The broker has kept an offset. Detail: the same. */
        COMMIT_KEPT,
        /** No delivery gets through from now on. */
        OUTAGE_BEGAN,
        OUTAGE_ENDED,
        /** How much a member holds. Detail: what {@link Event#held} says of it. */
        SAMPLED,
        /** The run is over, and this is the end of a partition's log. */
        LOG_ENDS
    }

    /** Detail of a sample: records, and the bytes of their keys and values. */
    static String held(DeliveryStats stats) {
        return stats.buffered() + "/" + stats.bufferedBytes();
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether a delivery to the sink begins, alone or with others. */
    boolean begins() {
        return is(Kind.BEGAN) || is(Kind.JOINED);
    }

    /** The position, of an event that must have one. */
    Position position() {
        return requireNonNull(at, kind.name());
    }

    Partition partition() {
        return new Partition(position().topic(), position().partition());
    }

    /** A partition of a topic. */
    record Partition(String topic, int number) {
        @Override
        public String toString() {
            return topic + "-" + number;
        }
    }

    /** The process it happened in, whatever the period. */
    String process() {
        int end = owner.indexOf(PERIOD);
        return end < 0 ? owner : owner.substring(0, end);
    }

    /** What a commit is known by: its number in its process, and the metadata that goes with the offset. */
    static String commit(int number, String metadata) {
        return number + " " + metadata;
    }

    /** Key, value and headers of {@code record}, byte by byte, as text; the key comes first and ends at the first dot. */
    static String content(KafkaRecord record) {
        String headers = record.headers().stream().map(Event::content).collect(Collectors.joining("."));
        return text(record.key()) + "." + text(record.value()) + "." + headers;
    }

    private static String content(Header header) {
        return text(header.name().getBytes(UTF_8)) + "=" + text(header.value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "-" : Base64.getEncoder().encodeToString(bytes);
    }

    /** The key in a {@link #content content}, if there was one. */
    static @Nullable String key(String content) {
        String key = content.substring(0, content.indexOf('.'));
        return key.equals("-") ? null : key;
    }
}
