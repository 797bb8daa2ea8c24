package dev.waybill.jobs.discover;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.database.Database;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;

/**
 * A step's sources, offered over two connections at once: reading and hashing documents keeps one processor busy, and
 * little else.
 *
 * <p>A dataset belongs to one share, so that shares never wait for each other. Each is a transaction of its own; the one that leads
 * stays open until they have ended, and only then says how far the walk is. Not for a table of jobs that the planner takes for
 * empty: it would read, for each source, all that the other share has brought meanwhile. Thread-safe.
 */
record Shares(Database database) {
    /** The planner takes each for a third of all. Of an equation it would expect next to nothing, and plan for that. */
    private static final List<String> HALVES = List.of("uuid_hash(%s) < 0", "uuid_hash(%s) >= 0");

    /** For the sources within the window of a step that {@code leader} is the transaction of. */
    Changes offer(Handle leader, Offer offer, String window, String unknown, Map<String, ?> position) {
        if (database.connections() <= HALVES.size()) {
            return offer.offer(leader, window, unknown, position, false);
        }
        List<Callable<Changes>> shares = HALVES.stream()
                .<Callable<Changes>>map(half -> () -> database.transact(handle -> {
                    Progress.frame(handle);
                    String part = half.formatted(offer.selection().index().dataset());
                    return offer.offer(handle, window + " AND " + part, unknown, position, false);
                }))
                .toList();
        ExecutorService threads =
                Executors.newFixedThreadPool(HALVES.size(), task -> new Thread(task, "discover-share"));
        try {
            Changes changes = Changes.NONE;
            for (var share : threads.invokeAll(shares)) {
                changes = changes.plus(share.get());
            }
            return changes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.retriable("interrupted while sources were offered", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
