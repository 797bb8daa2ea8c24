package dev.waybill.delivery;

import dev.waybill.time.Time;
import dev.waybill.why.Load;
import dev.waybill.why.Offsets;
import dev.waybill.why.Outage;
import dev.waybill.why.PartitionWhy;
import dev.waybill.why.Progress;
import dev.waybill.why.ProgressState;
import dev.waybill.why.Retention;
import dev.waybill.why.SinkBreaker;
import dev.waybill.why.Totals;
import dev.waybill.why.Waiting;
import dev.waybill.why.Why;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes down what a loop holds, when somebody asks. Confined to the loop's thread. */
final class Snapshots {
    private final DeliveryPlan plan;
    private final LoopParts parts;
    private final Verdicts verdicts;
    private final Time time;
    private long bytesGone;

    Snapshots(DeliveryPlan plan, LoopParts parts, Time time) {
        this.plan = plan;
        this.parts = parts;
        this.verdicts = new Verdicts(plan.retry().peers(), parts.counters(), parts.sinks());
        this.time = time;
    }

    /** Partitions were closed: what they held is gone. */
    void released(List<PartitionState> closed) {
        for (var partition : closed) {
            bytesGone += partition.bufferedBytes;
        }
    }

    /** What is held now; {@code overall} counts more than what the partitions say, unless it is MOVING. */
    Why take(ProgressState overall, long bytesRead) {
        parts.dispatcher().callBack(); // it would count as in flight
        var heads = new Heads(parts, time);
        var waiting = waiting();
        var partitions = new ArrayList<PartitionWhy>();
        for (var partition : parts.partitions().all()) {
            partitions.add(partition(partition, heads, waiting.getOrDefault(partition, Waiting.NONE)));
        }
        partitions.sort(Comparator.comparing(PartitionWhy::topic).thenComparingInt(PartitionWhy::partition));
        return new Why(
                plan.name(),
                heads.now(),
                Verdicts.all(overall, partitions, heads.now()),
                load(partitions),
                totals(bytesRead),
                breaker(heads),
                partitions,
                new Unfinished(parts, heads).oldest());
    }

    private PartitionWhy partition(PartitionState partition, Heads heads, Waiting waiting) {
        var movement = partition.movement(heads.nowNanos());
        var state = verdicts.of(partition, heads.nowNanos());
        int turn = partition.buffered - partition.inFlight - waiting.all();
        var all = waiting.plus(new Waiting(Math.max(0, turn), 0, 0, 0));
        return new PartitionWhy(
                partition.id.topic(),
                partition.id.partition(),
                new Progress(state, heads.instant(movement.movedNanos())),
                offsets(partition),
                new Load(partition.buffered, partition.bufferedBytes, partition.inFlight, partition.bytesInFlight, all),
                repeatsIfKilled(partition),
                heads.of(partition),
                Retention.UNKNOWN);
    }

    private Offsets offsets(PartitionState partition) {
        var tracker = partition.tracker;
        return new Offsets(
                known(partition.kept == null ? PartitionState.UNKNOWN : partition.kept.head()),
                known(partition.head()),
                tracker == null ? OptionalLong.empty() : OptionalLong.of(tracker.next()),
                parts.source().knownEnd(partition.id),
                tracker == null ? 0 : tracker.heldCount());
    }

    /** What is in flight, and what was settled since the last commit. */
    private static long repeatsIfKilled(PartitionState partition) {
        var tracker = partition.tracker;
        if (tracker == null) {
            return 0;
        }
        long known = partition.kept == null ? 0 : partition.kept.settled();
        return partition.inFlight + tracker.settled() - known;
    }

    private static OptionalLong known(long offset) {
        return offset == PartitionState.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    private Map<PartitionState, Waiting> waiting() {
        var waiting = new HashMap<PartitionState, Waiting>();
        parts.retries().all().forEach(f -> waiting.merge(f.partition, new Waiting(0, 1, 0, 0), Waiting::plus));
        parts.parking().all().forEach(f -> waiting.merge(f.partition, new Waiting(0, 0, 1, 0), Waiting::plus));
        parts.gatherings().forEachWaiting(piece -> {
            if (piece instanceof Flight flight) { // a record of which parts are gathered is still in flight
                waiting.merge(flight.partition, new Waiting(0, 0, 0, 1), Waiting::plus);
            }
        });
        return waiting;
    }

    private static Load load(List<PartitionWhy> partitions) {
        var sum = Load.NONE;
        for (var partition : partitions) {
            var load = partition.load();
            sum = new Load(
                    sum.unfinished() + load.unfinished(),
                    sum.unfinishedBytes() + load.unfinishedBytes(),
                    sum.inFlight() + load.inFlight(),
                    sum.inFlightBytes() + load.inFlightBytes(),
                    sum.waiting().plus(load.waiting()));
        }
        return sum;
    }

    private SinkBreaker breaker(Heads heads) {
        var breaker = parts.sinks().narrowest();
        int allowance = breaker.allowance();
        var openedBy = breaker.openedBy();
        Optional<Outage> outage = openedBy == null || !breaker.isSinkAway()
                ? Optional.empty()
                : Optional.of(new Outage(
                        heads.now().minus(breaker.sinceOpened()),
                        openedBy.failureClass(),
                        openedBy.reason(),
                        allowance > 0
                                ? Optional.empty()
                                : Optional.of(heads.now().plus(breaker.untilAsked()))));
        return new SinkBreaker(breaker.state(), allowance, parts.sinks().opened(), outage);
    }

    private Totals totals(long bytesRead) {
        var counters = parts.counters();
        return new Totals(
                bytesRead,
                bytesRead - bytesGone - parts.partitions().bufferedBytes(),
                new Totals.Done(counters.delivered, counters.filtered, counters.parked, counters.failedAttempts));
    }
}
