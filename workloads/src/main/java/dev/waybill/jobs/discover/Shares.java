package dev.waybill.jobs.discover;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.database.Database;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * A full step's sources, offered over two connections at once: reading and hashing documents keeps one processor busy, and
 * little else.
 *
 * <p>A dataset belongs to one share, so that shares never wait for each other. Each is a transaction of its own; the one that leads
 * stays open until they have ended, and only then says how far the walk is. Thread-safe.
 */
record Shares(Database database) {
    private static final int COUNT = 2;

    /** For the sources within the window of a step that {@code leader} is the transaction of. */
    Changes offer(Handle leader, Offer offer, String window, String unknown, Map<String, ?> position) {
        if (database.connections() <= COUNT) {
            return offer.offer(leader, window, unknown, position, false);
        }
        List<Callable<Changes>> shares = IntStream.range(0, COUNT)
                .<Callable<Changes>>mapToObj(share -> () -> database.transact(handle -> {
                    Progress.frame(handle);
                    String part = window + " AND uuid_hash(d.id) & " + (COUNT - 1) + " = " + share;
                    return offer.offer(handle, part, unknown, position, false);
                }))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(COUNT, task -> new Thread(task, "discover-share"));
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
