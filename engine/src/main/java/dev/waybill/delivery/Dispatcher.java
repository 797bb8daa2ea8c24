package dev.waybill.delivery;

import dev.waybill.record.FetchedRecords;
import dev.waybill.time.Pace;
import dev.waybill.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Hands flights to the workers, as many at once as may be in flight. Confined to the loop's thread.
 *
 * <p>Quick steps are handed over in chunks, because the hand-over would cost more than the step; slow ones one by one,
 * so that none waits behind another. The size of a chunk follows the time that steps took lately. Chunks of which each
 * has to follow the one before go to one worker together, so that it need not wait for the loop in between. Where all places
 * are taken by slow steps, those that come next stand by.
 */
final class Dispatcher {
    private static final double CHUNK_NANOS = 100_000;
    private static final int LARGEST_CHUNK = 1024;

    /** So few slow ones in flight are handed over one by one: then those that come next can stand by. */
    private static final int FEW = 500;

    private final ChunkQueue queue = new ChunkQueue(this::chunkSize);
    private final StepRunner steps;
    private final Mailbox mailbox;
    private final Executor workers;
    private final Time time;
    private final Pace pace;
    private final Places places;
    private final Standby standby;

    /** Whether the last chunk that came back had arrived: only then is it worth while to send a lane's records together. */
    private boolean arriveAtOnce;

    /** Begins with a guess between the quickest steps and the slowest. */
    private volatile double nanosPerFlight = CHUNK_NANOS / 16;

    Dispatcher(
            StepRunner steps, Mailbox mailbox, Executor workers, Time time, Pace pace, Places places, Standby standby) {
        this.steps = steps;
        this.mailbox = mailbox;
        this.workers = workers;
        this.time = time;
        this.pace = pace;
        this.places = places;
        this.standby = standby;
    }

    /** Adds {@code flight}, unless its partition is on probation: then it waits there until it is released. */
    void add(Flight flight) {
        var probation = flight.partition.probation;
        if (probation != null) {
            probation.await(flight);
        } else {
            release(flight);
        }
    }

    /** Adds {@code flight}, whose turn it is. */
    void release(Flight flight) {
        queue.add(flight);
    }

    /** Adds {@code flight} before all others, alone; unless its partition is on probation, as {@link #add}. */
    void addFirst(Flight flight) {
        if (flight.partition.probation != null) {
            add(flight);
            return;
        }
        callBack();
        queue.addFirst(flight);
    }

    /** Adds {@code flight}, and those that wait behind it, as far as they may go in one chunk. */
    void addWithFollowers(Flight flight) {
        add(flight);
        if (flight.lane != Lanes.NONE && arriveAtOnce && flight.partition.probation == null) {
            queue.addFollowers(flight);
        }
    }

    /** The number of {@code chunk} for those that want to go with others of their lane. */
    int company(Chunk chunk) {
        return arriveAtOnce ? chunk.number : Lanes.NO_CHUNK;
    }

    /** The chunk that the {@code i}-th of {@code records} goes with, if it need not wait. */
    Chunk chunkFor(PartitionState partition, FetchedRecords records, int i) {
        return queue.chunkFor(partition, records, i);
    }

    /** Hands over what may be in flight. */
    void dispatch() {
        int most = places.all();
        boolean mayStandBy = places.areUnrestricted() && !pace.isBounded() && !arriveAtOnce;
        if (!mayStandBy) {
            callBack();
        }
        if (most == 0) {
            return;
        }
        handOver(most);
        if (mayStandBy) {
            standBy();
        }
    }

    private void handOver(int most) {
        if (queue.first() == null || places.haveRoomFor(queue.filled(), most)) {
            queue.close();
        }
        boolean isAnyLeft = true;
        while (isAnyLeft && places.taken() < most) {
            isAnyLeft = standby.startNext();
        }
        for (Chunk chunk = queue.first(); chunk != null && fits(chunk, most); chunk = queue.first()) {
            if (!pace.isOpen()) {
                return;
            }
            queue.removeFirst();
            handOver(chunk, most);
        }
    }

    /** Lets those stand by that come next, if each is to start by itself. */
    private void standBy() {
        for (Chunk chunk = queue.first();
                chunk != null && isAlone(chunk) && !places.areFullBehind();
                chunk = queue.first()) {
            var next = queue.removeFirst();
            start(next);
            if (next.size() > 0) {
                standby.add(next, () -> run(List.of(next)));
            }
        }
    }

    private static boolean isAlone(Chunk chunk) {
        PartitionState partition = chunk.partition();
        return chunk.size() <= 1 && (partition == null || partition.following.isEmpty());
    }

    /** Nothing stands by any more: what did waits for the loop again, before all others. */
    void callBack() {
        if (standby.size() == 0) {
            return;
        }
        var chunks = standby.takeBack();
        for (int i = chunks.size() - 1; i >= 0; i--) {
            places.free(chunks.get(i));
            queue.addFirst(chunks.get(i));
        }
    }

    /** Whether nothing waits here to be handed over. */
    boolean isEmpty() {
        return queue.isEmpty() && standby.size() == 0;
    }

    /** One of the chunks of {@code partition} that are out came back. */
    void chunkReturned(PartitionState partition) {
        queue.returned(partition);
    }

    /**
     * Takes apart the chunks of {@code partition} that follow others, because one of those did not arrive at once: every
     * record of theirs waits for its own turn. Returns them, the last first.
     */
    List<Flight> dissolveFollowing(PartitionState partition) {
        return queue.dissolveFollowing(partition);
    }

    /** Takes apart the chunks of {@code partition} that are not handed over. Returns their records, the last first. */
    List<Flight> dissolve(PartitionState partition) {
        callBack();
        return queue.dissolve(partition);
    }

    /** Takes apart the chunks of flights that are not handed over. Returns those, the last first. */
    List<Flight> dissolveFlights() {
        callBack();
        return queue.dissolveFlights();
    }

    private int chunkSize() {
        // A chunk goes whole or not at all: it must be small against what may be in flight, or places stay empty until
        // there
        // are enough; unless nothing stays there.
        int under = Math.min(places.all(), pace.largest());
        if (!arriveAtOnce && under <= FEW) {
            return 1;
        }
        double most = Math.min(LARGEST_CHUNK, under / (arriveAtOnce ? 2.0 : 100.0));
        return (int) Math.max(1, Math.min(most, CHUNK_NANOS / nanosPerFlight));
    }

    private boolean fits(Chunk chunk, int most) {
        return places.haveRoomFor(chunk.size(), most);
    }

    /** Hands over {@code chunk}, and with it those that follow, as far as they fit. */
    private void handOver(Chunk chunk, int most) {
        start(chunk);
        if (chunk.size() == 0) {
            return;
        }
        PartitionState partition = chunk.partition();
        if (partition == null || partition.chunksOut > 1 || partition.following.isEmpty()) {
            workers.execute(() -> run(List.of(chunk)));
            return;
        }
        var train = new ArrayList<>(List.of(chunk));
        for (Chunk next = partition.following.peekFirst();
                next != null && fits(next, most) && pace.isOpen();
                next = partition.following.peekFirst()) {
            partition.following.removeFirst();
            partition.chunksOut++;
            start(next);
            train.add(next);
        }
        workers.execute(() -> run(train));
    }

    private void start(Chunk chunk) {
        pace.started(chunk.size());
        chunk.removeOver();
        places.take(chunk);
    }

    /** Runs chunks one after the other, and none after one that kept others from going on. */
    private void run(List<Chunk> train) {
        int last = train.size() - 1;
        for (int i = 0; i <= last; i++) {
            Chunk chunk = train.get(i);
            run(chunk);
            if (!chunk.wentThrough()) {
                for (int j = last; j > i; j--) { // the last first, so that their records wait in their order
                    train.get(j).hold();
                    mailbox.put(train.get(j));
                }
                mailbox.put(chunk);
                return;
            }
            mailbox.put(chunk);
        }
    }

    private void run(Chunk chunk) {
        long start = time.nanos();
        chunk.run(steps);
        double nanos = (double) (time.nanos() - start) / Math.max(1, chunk.size());
        double before = nanosPerFlight;
        nanosPerFlight = before + (nanos - before) / 4; // a lost update is harmless
    }

    /** Whether what came back last had arrived when a worker was through with it. */
    boolean arrivesAtOnce() {
        return arriveAtOnce;
    }

    /** Takes note of how {@code chunk} fared. */
    void learn(Chunk chunk) {
        arriveAtOnce = chunk.wentThrough();
    }

    /** Forgets what was not handed over. */
    void forgetAll() {
        callBack();
        queue.clear();
    }

    /** Forgets what was not handed over and is not to be started any more. */
    void forgetOver() {
        callBack();
        queue.removeOver();
    }
}
