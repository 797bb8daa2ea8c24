package dev.waybill.delivery;

import dev.waybill.delivery.Flight.Outcome;
import dev.waybill.record.Fetched;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition, or flights of any, that are handed to a worker in one go, and what became of each.
 *
 * <p>A record gets a flight only when it has to wait, or when something keeps it from arriving at once. Outcomes are kept
 * here, not in flights, so that a flight which simply arrives is never written by another thread: moving its memory
 * between processors would cost more than all the rest. Touched by one thread at a time, as flights are.
 */
final class Chunk extends Message {
    final int number;
    private final @Nullable PartitionState partition;
    private final Fetched[] records;
    private final long[] offsets;
    private final long[] lanes;
    private Flight[] flights;
    private final Outcome[] outcomes;
    private int size;
    private long bytes;
    private boolean follows;
    private boolean hasArrived;

    private Chunk(int number, @Nullable PartitionState partition, int capacity) {
        this.number = number;
        this.partition = partition;
        this.records = new Fetched[partition == null ? 0 : capacity];
        this.offsets = new long[partition == null ? 0 : capacity];
        this.lanes = new long[partition == null ? 0 : capacity];
        this.flights = new Flight[partition == null ? capacity : 0];
        this.outcomes = new Outcome[capacity];
    }

    /** For records of {@code partition} that need not wait. */
    static Chunk of(int number, PartitionState partition, int capacity) {
        return new Chunk(number, partition, capacity);
    }

    static Chunk ofFlights(int number, int capacity) {
        return new Chunk(number, null, capacity);
    }

    boolean takesRecordsOf(PartitionState other) {
        return partition == other && size < outcomes.length;
    }

    boolean takesFlights() {
        return partition == null && size < outcomes.length;
    }

    void add(long offset, Fetched record, int recordBytes, long lane) {
        offsets[size] = offset;
        lanes[size] = lane;
        records[size++] = record;
        bytes += recordBytes;
    }

    /** Must not go before all chunks of its partition that are out have arrived. */
    void follow() {
        follows = true;
    }

    boolean follows() {
        return follows;
    }

    /** The partition whose records these are; absent for flights. */
    @Nullable
    PartitionState partition() {
        return partition;
    }

    void add(Flight flight) {
        flights[size++] = flight;
    }

    /** Drops what is no longer ours. */
    void removeClosed() {
        if (partition != null) {
            size = partition.closed ? 0 : size;
            return;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!flight(i).partition.closed) {
                flights[kept++] = flight(i);
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    /** The flight of the {@code i}-th; made now if there was none yet. */
    Flight flight(int i) {
        Flight flight = flightOrNull(i);
        if (flight == null) {
            if (partition == null) {
                throw new IllegalStateException("no flight at " + i);
            }
            if (flights.length == 0) {
                flights = new Flight[outcomes.length];
            }
            flight = new Flight(partition, offsets[i], records[i], lanes[i]);
            flights[i] = flight;
        }
        return flight;
    }

    Outcome outcome(int i) {
        return outcomes[i];
    }

    /** Runs all of them, one after the other; those of a lane only as long as each arrives at once. */
    void run(StepRunner steps) {
        boolean all = true;
        for (int i = 0; i < size; i++) {
            outcomes[i] = all || !isHeldUp(i) ? run(steps, i) : Outcome.HELD;
            all &= outcomes[i] == Outcome.DELIVERED;
        }
        hasArrived = all;
    }

    private @Nullable Flight flightOrNull(int i) {
        return i < flights.length ? flights[i] : null;
    }

    private Outcome run(StepRunner steps, int i) {
        Flight flight = flightOrNull(i);
        return flight == null ? steps.start(records[i], this, i) : steps.run(flight);
    }

    /** Whether one of its lane, before it, did not arrive. */
    private boolean isHeldUp(int i) {
        long lane = lane(i);
        if (lane == Lanes.NONE) {
            return false;
        }
        for (int j = 0; j < i; j++) {
            boolean isThrough = outcomes[j] == Outcome.DELIVERED || outcomes[j] == Outcome.FILTERED;
            if (!isThrough && lane(j) == lane && partition(j) == partition(i)) {
                return true;
            }
        }
        return false;
    }

    long lane(int i) {
        return partition == null ? flight(i).lane : lanes[i];
    }

    private PartitionState partition(int i) {
        return partition == null ? flight(i).partition : partition;
    }

    /** Takes note that all are with a worker ({@code 1}) or back from it ({@code -1}). */
    void count(int direction) {
        if (partition != null) {
            partition.inFlight += direction * size;
            return;
        }
        for (int i = 0; i < size; i++) {
            flight(i).partition.inFlight += direction;
        }
    }

    /** Whether all were delivered when the worker was through with them. */
    boolean hasArrived() {
        return hasArrived;
    }

    /** Whether these are records without flights that {@link #hasArrived have arrived}. */
    boolean isPlainArrival() {
        return partition != null && hasArrived;
    }

    /**
     * Settles a {@link #isPlainArrival plain arrival}, and hands over the flights that waited for one of it. Returns false
     * if it came too late for that.
     */
    boolean settle(Consumer<Flight> waited) {
        if (partition == null || partition.closed) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            Flight next = lanes[i] == Lanes.NONE ? null : partition.lanes.leave(lanes[i]);
            if (next != null) {
                waited.accept(next);
            }
        }
        int from = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || offsets[i] != offsets[i - 1] + 1) {
                partition.settleRun(offsets[from], offsets[i - 1] + 1);
                from = i;
            }
        }
        partition.leave(size, bytes);
        return true;
    }
}
