package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.time.Time;
import dev.waybill.why.Attempts;
import dev.waybill.why.Blocking;
import dev.waybill.why.KeyText;
import dev.waybill.why.Whereabouts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the record at the head of a partition, and where it is. Confined to the loop's thread.
 *
 * <p>Only a record that failed is known by its flight. One that never did waits for nothing but a free place or its
 * sink: no record with its key can be before it.
 */
final class Heads {
    private final LoopParts parts;
    private final long nowNanos;
    private final Instant now;
    private final Map<PartitionState, Flight> failing = new HashMap<>();
    private final Set<PartitionState> gathered = new HashSet<>();

    Heads(LoopParts parts, Time time) {
        this.parts = parts;
        this.nowNanos = time.nanos();
        this.now = time.instant();
        for (Flight flight : parts.triage().failing()) {
            if (flight.offset == flight.partition.head()) {
                failing.put(flight.partition, flight);
            }
        }
        parts.gatherings().forEachWaiting(piece -> {
            var flight = piece.root();
            if (flight.offset == flight.partition.head()) {
                gathered.add(flight.partition);
            }
        });
    }

    Optional<Blocking> of(PartitionState partition) {
        if (partition.isIdle()) {
            return Optional.empty();
        }
        var age = Duration.ofNanos(nowNanos - partition.movement(nowNanos).readNanos());
        Flight flight = partition.stopped ? partition.stoppedAt : failing.get(partition);
        return Optional.of(flight == null ? unfailed(partition, age) : failed(flight, age));
    }

    private Blocking unfailed(PartitionState partition, Duration age) {
        boolean isGathered = gathered.contains(partition);
        boolean running = !isGathered && partition.inFlight > 0;
        return new Blocking(
                partition.head(),
                Optional.empty(),
                Optional.empty(),
                isGathered ? Whereabouts.GATHERED : running ? Whereabouts.RUNNING : notStarted(partition),
                age,
                Attempts.unfailed(running ? 1 : 0));
    }

    private static Whereabouts notStarted(PartitionState partition) {
        return partition.probation == null ? Whereabouts.READY : Whereabouts.HELD_BACK;
    }

    Blocking failed(Flight flight, Duration age) {
        var trouble = requireNonNull(flight.trouble);
        var where = where(flight);
        int begun = trouble.failures + (where == Whereabouts.RUNNING ? 1 : 0);
        Optional<Instant> next = where == Whereabouts.WAITING_FOR_RETRY
                ? Optional.of(now.plusNanos(flight.dueNanos - nowNanos))
                : Optional.empty();
        return new Blocking(
                flight.offset,
                KeyText.of(flight.record.key()),
                Optional.of(Instant.ofEpochMilli(flight.record.timestamp())),
                where,
                age,
                Attempts.failed(begun, trouble.last(), next));
    }

    Whereabouts where(Flight flight) {
        if (flight.partition.stopped) {
            return Whereabouts.STOPPED;
        }
        if (parts.retries().contains(flight)) {
            return Whereabouts.WAITING_FOR_RETRY;
        }
        if (parts.parking().contains(flight)) {
            return parts.parking().isRefused() ? Whereabouts.PARKING_REFUSED : Whereabouts.BEING_PARKED;
        }
        return flight.partition.inFlight > 0 ? Whereabouts.RUNNING : notStarted(flight.partition);
    }

    /** The moment on the clock that was {@code nanos}. */
    Instant instant(long nanos) {
        return now.minusNanos(nowNanos - nanos);
    }

    Instant now() {
        return now;
    }

    long nowNanos() {
        return nowNanos;
    }
}
