package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.pipeline.GroupLog;
import dev.waybill.pipeline.GroupLog.Kept;
import dev.waybill.record.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What a broker kept, by its own log, told as part of the history of the processes that asked for it. */
final class KeptCommits {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private KeptCommits() {}

    /**
     * Every commit of {@code log}, in its order, by the process that asked for it last; by nobody if none did.
     *
     * <p>The broker's times are whole milliseconds of the wall clock: a commit is taken to be kept as early as they allow,
     * and after it was asked for.
     */
    static List<Event> of(GroupLog log, List<Event> history) {
        long nanosAtEpoch = System.nanoTime() - nanosSinceEpoch();
        var asked = history.stream().filter(e -> e.is(Kind.COMMIT_ASKED)).toList();
        var events = new ArrayList<Event>();
        Map<TopicPartition, Long> last = new HashMap<>();
        for (Kept kept : log.commits()) {
            long nanos = kept.millis() * NANOS_PER_MILLI + nanosAtEpoch;
            long before = last.getOrDefault(kept.partition(), Long.MIN_VALUE);
            var event = event(kept, Math.max(nanos, before), asked);
            events.add(event);
            last.put(kept.partition(), event.nanos());
        }
        return events;
    }

    private static long nanosSinceEpoch() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000 * NANOS_PER_MILLI + now.getNano();
    }

    private static Event event(Kept kept, long nanos, List<Event> asked) {
        var at = new Position(kept.partition().topic(), kept.partition().partition(), kept.offset());
        Event last = null;
        for (Event event : asked) {
            boolean isSame = event.position().equals(at) && event.detail().endsWith(" " + kept.metadata());
            boolean isBefore = event.nanos() < nanos + NANOS_PER_MILLI;
            if (isSame && isBefore && (last == null || event.nanos() > last.nanos())) {
                last = event;
            }
        }
        return last == null
                ? new Event(nanos, Kind.COMMIT_KEPT, "", at, "")
                : new Event(Math.max(nanos, last.nanos() + 1), Kind.COMMIT_KEPT, last.owner(), at, last.detail());
    }
}
