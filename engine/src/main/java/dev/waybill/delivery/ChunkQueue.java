package dev.waybill.delivery;

import dev.waybill.record.FetchedRecords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that wait to be handed to a worker, and the one that is being filled. Those that may not go before others of their
 * partition wait there. Confined to the loop's thread.
 */
final class ChunkQueue {
    private final ArrayDeque<Chunk> ready = new ArrayDeque<>();
    private final IntSupplier chunkSize;
    private Chunk filling = Chunk.ofFlights(0, 1);
    private int nextNumber = 1;

    /**
     * With nothing in it.
     *
     * @param chunkSize how many a chunk that is begun now may hold
     */
    ChunkQueue(IntSupplier chunkSize) {
        this.chunkSize = chunkSize;
    }

    void add(Flight flight) {
        if (!filling.takesFlights()) {
            close();
            filling = Chunk.ofFlights(nextNumber++, chunkSize.getAsInt());
        }
        filling.add(flight);
    }

    /** Adds {@code flight} before all others, alone. */
    void addFirst(Flight flight) {
        var chunk = Chunk.ofFlights(nextNumber++, 1);
        chunk.add(flight);
        ready.addFirst(chunk);
    }

    /** Adds those that wait behind {@code flight}, as far as they may go in one chunk with it. */
    void addFollowers(Flight flight) {
        while (filling.takesFlights()) {
            Flight follower = flight.partition.lanes.follow(flight.lane);
            if (follower == null) {
                return;
            }
            filling.add(follower);
        }
    }

    /** The chunk that the {@code i}-th of {@code records} goes with, if it need not wait. */
    Chunk chunkFor(PartitionState partition, FetchedRecords records, int i) {
        if (!filling.takes(records, i)) {
            close();
            filling = Chunk.of(nextNumber++, chunkSize.getAsInt(), partition, records, i);
        }
        return filling;
    }

    /** The next that is complete; absent if none is. */
    @Nullable
    Chunk first() {
        return ready.peekFirst();
    }

    Chunk removeFirst() {
        return ready.removeFirst();
    }

    void addFirst(Chunk chunk) {
        ready.addFirst(chunk);
    }

    /** How many are in the chunk that is being filled. */
    int filled() {
        return filling.size();
    }

    boolean isEmpty() {
        return ready.isEmpty() && filling.size() == 0;
    }

    /** The chunk that is being filled is complete as it is. */
    void close() {
        if (filling.size() > 0) {
            PartitionState partition = filling.partition();
            if (partition == null) {
                ready.addLast(filling);
            } else if (partition.following.isEmpty() && (partition.chunksOut == 0 || !filling.follows())) {
                partition.chunksOut++;
                ready.addLast(filling);
            } else {
                partition.following.addLast(filling);
            }
            filling = Chunk.ofFlights(0, 1);
        }
    }

    /** One of the chunks of {@code partition} that are out came back: the next may follow once all have, if it is still ours. */
    void returned(PartitionState partition) {
        partition.chunksOut--;
        if (partition.chunksOut == 0 && !partition.closed && !partition.following.isEmpty()) {
            partition.chunksOut++;
            ready.addLast(partition.following.removeFirst());
        }
    }

    /** Takes apart the chunks of {@code partition} that follow others. Returns their records, the last first. */
    List<Flight> dissolveFollowing(PartitionState partition) {
        close();
        var flights = flights(partition.following);
        partition.following.clear();
        return flights;
    }

    /** Takes apart all chunks of {@code partition}. Returns their records, the last first. */
    List<Flight> dissolve(PartitionState partition) {
        var chunks = takeReady(partition);
        partition.chunksOut -= chunks.size();
        chunks.addAll(partition.following);
        partition.following.clear();
        return flights(chunks);
    }

    /** Takes apart the chunks of flights. Returns those, the last first. */
    List<Flight> dissolveFlights() {
        return flights(takeReady(null));
    }

    private List<Chunk> takeReady(@Nullable PartitionState partition) {
        close();
        var chunks = new ArrayList<Chunk>();
        ready.removeIf(chunk -> chunk.partition() == partition && chunks.add(chunk));
        return chunks;
    }

    private static List<Flight> flights(Collection<Chunk> chunks) {
        var flights = new ArrayList<Flight>();
        for (Chunk chunk : chunks) {
            for (int i = 0; i < chunk.size(); i++) {
                flights.add(chunk.flight(i));
            }
        }
        Collections.reverse(flights);
        return flights;
    }

    void clear() {
        ready.clear();
        filling = Chunk.ofFlights(0, 1);
    }

    /** Drops what is not to be started any more. */
    void removeOver() {
        ready.forEach(Chunk::removeOver);
        filling.removeOver();
    }
}
