package dev.waybill.delivery;

import dev.waybill.delivery.Flight.Outcome;
import dev.waybill.record.Fetched;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition, or flights of any, that are handed to a worker in one go, and what became of each.
 *
 * <p>A record that nobody waits for gets a flight only when something keeps it from arriving at once. Outcomes are kept
 * here, not in flights, so that a flight which simply arrives is never written by another thread: moving its memory
 * between processors would cost more than all the rest. Touched by one thread at a time, as flights are.
 */
final class Chunk extends Message {
    private final @Nullable PartitionState partition;
    private final Fetched[] records;
    private final long[] offsets;
    private final @Nullable Flight[] flights;
    private final Outcome[] outcomes;
    private int size;
    private long bytes;
    private boolean hasArrived;

    private Chunk(@Nullable PartitionState partition, int capacity) {
        this.partition = partition;
        this.records = new Fetched[partition == null ? 0 : capacity];
        this.offsets = new long[partition == null ? 0 : capacity];
        this.flights = new Flight[capacity];
        this.outcomes = new Outcome[capacity];
    }

    /** For records of {@code partition} that no other waits for. */
    static Chunk of(PartitionState partition, int capacity) {
        return new Chunk(partition, capacity);
    }

    static Chunk ofFlights(int capacity) {
        return new Chunk(null, capacity);
    }

    boolean takesRecordsOf(PartitionState other) {
        return partition == other && size < outcomes.length;
    }

    boolean takesFlights() {
        return partition == null && size < outcomes.length;
    }

    void add(long offset, Fetched record) {
        offsets[size] = offset;
        records[size++] = record;
        bytes += record.size();
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
        Flight flight = flights[i];
        if (flight == null) {
            if (partition == null) {
                throw new IllegalStateException("no flight at " + i);
            }
            flight = new Flight(partition, offsets[i], records[i], null);
            flights[i] = flight;
        }
        return flight;
    }

    Outcome outcome(int i) {
        return outcomes[i];
    }

    /** Runs all of them, one after the other. */
    void run(StepRunner steps) {
        boolean all = true;
        for (int i = 0; i < size; i++) {
            Flight flight = flights[i];
            outcomes[i] = flight == null ? steps.start(records[i], this, i) : steps.run(flight);
            all &= outcomes[i] == Outcome.DELIVERED;
        }
        hasArrived = all;
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

    /** Whether these are records nobody waits for, all delivered when the worker was through with them. */
    boolean isPlainArrival() {
        return partition != null && hasArrived;
    }

    /** Settles a {@link #isPlainArrival plain arrival}. Returns false if it came too late for that. */
    boolean settle() {
        if (partition == null || partition.closed) {
            return false;
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
