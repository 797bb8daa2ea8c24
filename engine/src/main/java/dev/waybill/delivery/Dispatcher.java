package dev.waybill.delivery;

import dev.waybill.time.Time;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Hands flights to the workers, as many at once as may be in flight. Confined to the loop's thread.
 *
 * <p>Quick steps are handed over in chunks, because the hand-over would cost more than the step; slow ones one by one,
 * so that none waits behind another. The size of a chunk follows the time that steps took lately.
 */
final class Dispatcher {
    private static final double CHUNK_NANOS = 100_000;
    private static final int LARGEST_CHUNK = 256;

    private final ArrayDeque<Flight> ready = new ArrayDeque<>();
    private final StepRunner steps;
    private final Mailbox mailbox;
    private final Executor workers;
    private final Time time;
    private final int mostInFlight;
    private int inFlight;
    private volatile double nanosPerFlight = CHUNK_NANOS;

    Dispatcher(StepRunner steps, Mailbox mailbox, Executor workers, Time time, int mostInFlight) {
        this.steps = steps;
        this.mailbox = mailbox;
        this.workers = workers;
        this.time = time;
        this.mostInFlight = mostInFlight;
    }

    void add(Flight flight) {
        ready.addLast(flight);
    }

    void dispatch() {
        while (!ready.isEmpty() && inFlight < mostInFlight) {
            int most = Math.min(chunkSize(), Math.min(ready.size(), mostInFlight - inFlight));
            var chunk = new Flight[most];
            int size = 0;
            while (size < most && !ready.isEmpty()) {
                Flight flight = ready.removeFirst();
                if (!flight.partition.closed) {
                    flight.partition.inFlight++;
                    chunk[size++] = flight;
                }
            }
            if (size > 0) {
                int count = size;
                inFlight += count;
                workers.execute(() -> run(chunk, count));
            }
        }
    }

    private int chunkSize() {
        return (int) Math.max(1, Math.min(LARGEST_CHUNK, CHUNK_NANOS / nanosPerFlight));
    }

    private void run(Flight[] chunk, int size) {
        long start = time.nanos();
        Flight first = null;
        Flight last = null;
        for (int i = 0; i < size; i++) {
            Flight flight = chunk[i];
            if (steps.run(flight)) {
                flight.next = first;
                first = flight;
                last = last == null ? flight : last;
            }
        }
        double nanos = (double) (time.nanos() - start) / size;
        double before = nanosPerFlight;
        nanosPerFlight = before + (nanos - before) / 4; // a lost update is harmless
        if (first != null && last != null) {
            mailbox.put(first, last);
        }
    }

    void returned(Flight flight) {
        flight.partition.inFlight--;
        inFlight--;
    }

    int inFlight() {
        return inFlight;
    }

    /** Forgets what was not handed over. */
    void clear() {
        ready.clear();
    }
}
