package dev.waybill.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Records whose turn it is and for which there is no room yet. When another has arrived the next of them starts at once, and
 * not only after the loop has heard of it: the loop may be reading, and a place would stay empty meanwhile.
 *
 * <p>Thread-safe. The loop adds and takes back; whoever completes a delivery starts the next.
 */
final class Standby {
    /** What is to be started on a thread that starts one already; only where workers run on the thread of the caller. */
    private static final ThreadLocal<@Nullable Deque<Runnable>> BEHIND_THIS = new ThreadLocal<>();

    /*
     * What stands by counts as in flight for its partition and for the loop, so that a partition is not given up while
     * somebody is just about to start a record of it. Whoever starts one lowers `size` before the loop hears of the one that
     * arrived: so the loop may take one more for started than is, but never one less.
     */
    private final ConcurrentLinkedQueue<Place> places = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Executor workers;

    Standby(Executor workers) {
        this.workers = workers;
    }

    private record Place(Chunk chunk, Runnable start) {}

    /** Lets {@code chunk}, a single record, wait behind the others; {@code start} is to be run on a worker. */
    void add(Chunk chunk, Runnable start) {
        size.incrementAndGet();
        places.add(new Place(chunk, start));
    }

    /** Starts the next, because there is room for one. Returns false if none stands by. */
    boolean startNext() {
        Place next = take();
        if (next == null) {
            return false;
        }
        workers.execute(() -> run(next.start));
        return true;
    }

    /** After the one that this thread is about to end, and not within it: else a thousand that arrive at once were a stack of them. */
    private void run(Runnable start) {
        Deque<Runnable> behind = BEHIND_THIS.get();
        if (behind != null) {
            behind.add(start);
            return;
        }
        behind = new ArrayDeque<>();
        BEHIND_THIS.set(behind);
        try {
            for (Runnable each = start; each != null; each = behind.poll()) {
                each.run();
            }
        } finally {
            BEHIND_THIS.remove();
        }
    }

    /** Takes back all that nobody has started, in their order. */
    List<Chunk> takeBack() {
        var all = new ArrayList<Chunk>();
        for (Place place = take(); place != null; place = take()) {
            all.add(place.chunk);
        }
        return all;
    }

    private @Nullable Place take() {
        Place next = places.poll();
        if (next != null) {
            size.decrementAndGet();
        }
        return next;
    }

    int size() {
        return size.get();
    }
}
