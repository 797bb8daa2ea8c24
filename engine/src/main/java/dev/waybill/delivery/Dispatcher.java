package dev.waybill.delivery;

import dev.waybill.record.FetchedRecords;
import dev.waybill.time.Pace;
import dev.waybill.time.Time;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    private final ArrayDeque<Chunk> ready = new ArrayDeque<>();
    private final OutList out = new OutList();
    private final StepRunner steps;
    private final Mailbox mailbox;
    private final Executor workers;
    private final Time time;
    private final int mostInFlight;
    private final Sinks sinks;
    private final Pace pace;
    private final Standby standby;
    private Chunk filling = Chunk.ofFlights(0, 1);
    private int nextNumber = 1;

    /** Those that stand by included. */
    private int handedOver;

    /** Those whose records are in flight already, as wholes. */
    private int groupsOfParts;

    /** Whether the last chunk that came back had arrived: only then is it worth while to send a lane's records together. */
    private boolean arriveAtOnce;

    /** Begins with a guess between the quickest steps and the slowest. */
    private volatile double nanosPerFlight = CHUNK_NANOS / 16;

    Dispatcher(
            StepRunner steps,
            Mailbox mailbox,
            Executor workers,
            Time time,
            int mostInFlight,
            Sinks sinks,
            Pace pace,
            Standby standby) {
        this.steps = steps;
        this.mailbox = mailbox;
        this.workers = workers;
        this.time = time;
        this.mostInFlight = mostInFlight;
        this.sinks = sinks;
        this.pace = pace;
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
        if (!filling.takesFlights()) {
            closeChunk();
            filling = Chunk.ofFlights(nextNumber++, chunkSize());
        }
        filling.add(flight);
    }

    /** Adds {@code flight} before all others, alone; unless its partition is on probation, as {@link #add}. */
    void addFirst(Flight flight) {
        if (flight.partition.probation != null) {
            add(flight);
            return;
        }
        callBack();
        var chunk = Chunk.ofFlights(nextNumber++, 1);
        chunk.add(flight);
        ready.addFirst(chunk);
    }

    /** Adds {@code flight}, and those that wait behind it, as far as they may go in one chunk. */
    void addWithFollowers(Flight flight) {
        add(flight);
        if (flight.lane == Lanes.NONE || !arriveAtOnce || flight.partition.probation != null) {
            return;
        }
        while (filling.takesFlights()) {
            Flight follower = flight.partition.lanes.follow(flight.lane);
            if (follower == null) {
                return;
            }
            filling.add(follower);
        }
    }

    /** The number of {@code chunk} for those that want to go with others of their lane. */
    int company(Chunk chunk) {
        return arriveAtOnce ? chunk.number : Lanes.NO_CHUNK;
    }

    /** The chunk that the {@code i}-th of {@code records} goes with, if it need not wait. */
    Chunk chunkFor(PartitionState partition, FetchedRecords records, int i) {
        if (!filling.takes(records, i)) {
            closeChunk();
            filling = Chunk.of(nextNumber++, chunkSize(), partition, records, i);
        }
        return filling;
    }

    /** Hands over what may be in flight. */
    void dispatch() {
        int most = Math.min(mostInFlight, sinks.allowance());
        boolean mayStandBy = most == mostInFlight && !pace.isBounded() && !arriveAtOnce;
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
        if (ready.isEmpty() || fits(filling, most)) {
            closeChunk();
        }
        boolean isAnyLeft = true;
        while (isAnyLeft && inFlight() < most) {
            isAnyLeft = standby.startNext();
        }
        for (Chunk chunk = ready.peekFirst(); chunk != null && fits(chunk, most); chunk = ready.peekFirst()) {
            if (!pace.isOpen()) {
                return;
            }
            ready.removeFirst();
            handOver(chunk, most);
        }
    }

    /** Lets those stand by that come next, if each is to start by itself. */
    private void standBy() {
        for (Chunk chunk = ready.peekFirst();
                chunk != null && isAlone(chunk) && standby.size() < mostInFlight;
                chunk = ready.peekFirst()) {
            var next = ready.removeFirst();
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
        var chunks = standby.takeBack();
        for (int i = chunks.size() - 1; i >= 0; i--) {
            returned(chunks.get(i));
            ready.addFirst(chunks.get(i));
        }
    }

    /** Whether nothing waits here to be handed over. */
    boolean isEmpty() {
        return ready.isEmpty() && filling.size() == 0 && standby.size() == 0;
    }

    private void closeChunk() {
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
    void chunkReturned(PartitionState partition) {
        partition.chunksOut--;
        if (partition.chunksOut == 0 && !partition.closed && !partition.following.isEmpty()) {
            partition.chunksOut++;
            ready.addLast(partition.following.removeFirst());
        }
    }

    /**
     * Takes apart the chunks of {@code partition} that follow others, because one of those did not arrive at once: every
     * record of theirs waits for its own turn. Returns them, the last first.
     */
    List<Flight> dissolveFollowing(PartitionState partition) {
        closeChunk();
        var flights = flights(partition.following);
        partition.following.clear();
        return flights;
    }

    /** Takes apart the chunks of {@code partition} that are not handed over. Returns their records, the last first. */
    List<Flight> dissolve(PartitionState partition) {
        var chunks = takeReady(partition);
        partition.chunksOut -= chunks.size();
        chunks.addAll(partition.following);
        partition.following.clear();
        return flights(chunks);
    }

    /** Takes apart the chunks of flights that are not handed over. Returns those, the last first. */
    List<Flight> dissolveFlights() {
        return flights(takeReady(null));
    }

    private List<Chunk> takeReady(@Nullable PartitionState partition) {
        callBack();
        closeChunk();
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

    private int chunkSize() {
        // A chunk goes whole or not at all, so it must be small against what may be in flight, or places stay empty
        // until
        // there are enough; unless nothing stays there.
        int under = Math.min(Math.min(mostInFlight, pace.largest()), sinks.allowance());
        if (!arriveAtOnce && under <= FEW) {
            return 1;
        }
        double most = Math.min(LARGEST_CHUNK, under / (arriveAtOnce ? 2.0 : 100.0));
        return (int) Math.max(1, Math.min(most, CHUNK_NANOS / nanosPerFlight));
    }

    private boolean fits(Chunk chunk, int most) {
        return inFlight() + chunk.size() <= most || inFlight() == 0;
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
        chunk.count(1);
        handedOver += chunk.size();
        out.add(chunk);
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

    /** Whether the sinks may be asked for anything now. */
    boolean mayAsk() {
        return sinks.allowance() > 0;
    }

    /** Takes note that {@code group} is handed over, unless it would be too much in flight. */
    boolean takes(Group group) {
        int most = Math.min(mostInFlight, sinks.allowance());
        int more = group.flights();
        boolean isTooMuch = more == 0 ? groupsOfParts >= most : inFlight() > 0 && inFlight() + more > most;
        if (most == 0 || isTooMuch) {
            return false;
        }
        handedOver += more;
        groupsOfParts += more == 0 ? 1 : 0;
        group.count(1);
        out.add(group);
        return true;
    }

    /** {@code group} came back. */
    void returned(Group group) {
        out.remove(group);
        handedOver -= group.flights();
        groupsOfParts -= group.flights() == 0 ? 1 : 0;
        group.count(-1);
    }

    /** {@code flight} came back. */
    void returned(Flight flight) {
        out.remove(flight);
        flight.count(-1);
        handedOver--;
    }

    /** All of {@code chunk} came back. */
    void returned(Chunk chunk) {
        out.remove(chunk);
        chunk.count(-1);
        handedOver -= chunk.size();
    }

    /** {@code chunk} came back, and its records come one by one. */
    void parted(Chunk chunk) {
        out.remove(chunk);
    }

    /** {@code flight}, of a chunk that came back, is under way by itself; unless it came before its chunk. */
    void away(Flight flight) {
        if (!flight.cameBack && !flight.partition.closed) {
            out.add(flight);
        }
    }

    /** Shows what is with the workers. */
    void forEachOut(Consumer<Message> shown) {
        out.forEach(shown);
    }

    /** Whether what came back last had arrived when a worker was through with it. */
    boolean arrivesAtOnce() {
        return arriveAtOnce;
    }

    /** Takes note of how {@code chunk} fared. */
    void learn(Chunk chunk) {
        arriveAtOnce = chunk.wentThrough();
    }

    int inFlight() {
        return handedOver - standby.size();
    }

    /** Forgets what was not handed over. */
    void forgetAll() {
        callBack();
        ready.clear();
        filling = Chunk.ofFlights(0, 1);
    }

    /** Forgets what was not handed over and is not to be started any more. */
    void forgetOver() {
        callBack();
        ready.forEach(Chunk::removeOver);
        filling.removeOver();
    }
}
