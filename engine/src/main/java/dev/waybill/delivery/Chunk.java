package dev.waybill.delivery;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.record.FetchedRecords;
import dev.waybill.record.KafkaRecord;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring records of one partition, or flights of any, that are handed to a worker in one go, and what became of
 * each.
 *
 * <p>A record gets a flight only when it has to wait, or when something keeps it from arriving at once; an outcome is
 * written down only from the first on that was no plain arrival. So records which simply arrive leave no memory behind
 * that another processor would have to fetch: that would cost more than all the rest. Touched by one thread at a time, as
 * flights are.
 */
final class Chunk extends Message {
    private static final int[] NO_LANES = {};
    private static final Outcome[] ALL_DELIVERED = {};
    private static final Flight[] NO_FLIGHTS = {};

    final int number;
    private final int capacity;
    private final @Nullable PartitionState partition;
    private final @Nullable FetchedRecords records;
    private final int from;
    private int[] lanes = NO_LANES;
    private Flight[] flights = NO_FLIGHTS;
    private Outcome[] outcomes = ALL_DELIVERED;
    private int size;
    private long bytes;
    private boolean follows;
    private boolean wentThrough = true;
    private boolean isTraced;

    private Chunk(
            int number, int capacity, @Nullable PartitionState partition, @Nullable FetchedRecords records, int from) {
        this.number = number;
        this.capacity = capacity;
        this.partition = partition;
        this.records = records;
        this.from = from;
    }

    /** For {@code records} of {@code partition} that need not wait, from the one at {@code from} on. */
    static Chunk of(int number, int capacity, PartitionState partition, FetchedRecords records, int from) {
        return new Chunk(number, Math.min(capacity, records.size() - from), partition, records, from);
    }

    static Chunk ofFlights(int number, int capacity) {
        var chunk = new Chunk(number, capacity, null, null, 0);
        chunk.flights = new Flight[capacity];
        return chunk;
    }

    /** Whether the {@code i}-th of {@code fetched} could be added next. */
    boolean takes(FetchedRecords fetched, int i) {
        return records == fetched && from + size == i && size < capacity;
    }

    boolean takesFlights() {
        return partition == null && size < capacity;
    }

    /** Adds the next of its records. */
    void add(int recordBytes, int lane) {
        if (lane != Lanes.NONE) {
            if (lanes == NO_LANES) {
                lanes = new int[capacity];
            }
            lanes[size] = lane;
        }
        size++;
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

    /** Drops what is not to be started any more. */
    void removeOver() {
        if (partition != null) {
            size = partition.isHeldBack() ? 0 : size;
            bytes = size == 0 ? 0 : bytes;
            return;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!flights[i].partition.isHeldBack()) {
                flights[kept++] = flights[i];
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
        return flight != null ? flight : made(i, record(i));
    }

    /** The flight of the {@code i}-th, which is {@code record}; made now if there was none yet. */
    Flight flightOf(int i, KafkaRecord record) {
        Flight flight = flightOrNull(i);
        return flight != null ? flight : made(i, record);
    }

    /** The same, for one whose attempt is followed: it is settled by itself. */
    Flight traced(int i, KafkaRecord record) {
        isTraced = true;
        return flightOf(i, record);
    }

    private Flight made(int i, KafkaRecord record) {
        if (partition == null || records == null) {
            throw new IllegalStateException("no flight at " + i);
        }
        if (flights == NO_FLIGHTS) {
            flights = new Flight[size];
        }
        flights[i] = new Flight(partition, records.offset(from + i), record, records.bytes(from + i), lane(i));
        return flights[i];
    }

    KafkaRecord record(int i) {
        if (records == null) {
            throw new IllegalStateException("no record at " + i);
        }
        return records.record(from + i);
    }

    Outcome outcome(int i) {
        return i < outcomes.length ? outcomes[i] : Outcome.DELIVERED;
    }

    /** Runs all of them, one after the other; those of a lane only as long as each arrives at once. */
    void run(StepRunner steps) {
        int i = 0;
        Outcome outcome = Outcome.DELIVERED;
        for (; i < size && outcome == Outcome.DELIVERED; i++) {
            outcome = run(steps, i);
        }
        if (outcome == Outcome.DELIVERED) {
            return;
        }
        outcomes = new Outcome[size];
        Arrays.fill(outcomes, 0, i, Outcome.DELIVERED);
        outcomes[i - 1] = outcome;
        wentThrough = isThrough(outcome);
        for (; i < size; i++) {
            outcomes[i] = wentThrough || !isHeldUp(i) ? run(steps, i) : Outcome.HELD;
            wentThrough &= isThrough(outcomes[i]);
        }
    }

    /** Runs none of them: one before them did not arrive at once. */
    void hold() {
        outcomes = new Outcome[size];
        Arrays.fill(outcomes, Outcome.HELD);
        wentThrough = false;
    }

    /** Whether those behind it may go on. */
    private static boolean isThrough(Outcome outcome) {
        return outcome.isThrough() || outcome == Outcome.GATHERED;
    }

    private @Nullable Flight flightOrNull(int i) {
        return flights == NO_FLIGHTS ? null : flights[i];
    }

    private Outcome run(StepRunner steps, int i) {
        Flight flight = flightOrNull(i);
        return flight == null ? steps.start(record(i), this, i) : steps.run(flight);
    }

    /** Whether one of its lane, before it, did not arrive. */
    private boolean isHeldUp(int i) {
        int lane = lane(i);
        if (lane == Lanes.NONE) {
            return false;
        }
        for (int j = 0; j < i; j++) {
            if (!isThrough(outcomes[j]) && lane(j) == lane && partition(j) == partition(i)) {
                return true;
            }
        }
        return false;
    }

    /** The lane in which the {@code i}-th counts as on its way: one that lets others pass is in none any more. */
    private int lane(int i) {
        if (partition == null) {
            return flights[i].letsPass ? Lanes.NONE : flights[i].lane;
        }
        return lanes == NO_LANES ? Lanes.NONE : lanes[i];
    }

    private PartitionState partition(int i) {
        return partition == null ? flights[i].partition : partition;
    }

    /** Takes note that all are with a worker ({@code 1}) or back from it ({@code -1}). */
    void count(int direction) {
        if (partition != null) {
            partition.count(direction * size, direction * bytes);
            return;
        }
        for (int i = 0; i < size; i++) {
            flights[i].count(direction);
        }
    }

    /** Whether none kept others of its lane from going on. */
    boolean wentThrough() {
        return wentThrough;
    }

    /** Whether all were delivered when the worker was through with them, and nobody follows any. */
    boolean hasArrived() {
        return outcomes == ALL_DELIVERED && !isTraced;
    }

    /**
     * Settles records that {@link #hasArrived have all arrived}, and hands over the flights that waited for one of them.
     * Returns false if they came too late for that.
     */
    boolean settle(Consumer<Flight> waited) {
        if (partition == null || records == null || partition.closed) {
            return false;
        }
        for (int lane : lanes) {
            Flight next = lane == Lanes.NONE ? null : partition.lanes.leave(lane);
            if (next != null) {
                waited.accept(next);
            }
        }
        settleRuns(partition, records);
        partition.leave(size, bytes);
        return true;
    }

    private void settleRuns(PartitionState of, FetchedRecords fetched) {
        long first = fetched.offset(from);
        long last = fetched.offset(from + size - 1);
        if (last - first == size - 1) {
            of.settleRun(first, last + 1);
            return;
        }
        long start = first;
        for (int i = 1; i <= size; i++) {
            long before = fetched.offset(from + i - 1);
            if (i == size || fetched.offset(from + i) != before + 1) {
                of.settleRun(start, before + 1);
                start = i == size ? start : fetched.offset(from + i);
            }
        }
    }
}
