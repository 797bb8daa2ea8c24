package dev.waybill.jobs.driver;

import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.claim.Worker;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One registered worker, and what it has.
 *
 * <p>Thread-safe: all state is guarded by {@code this}; the database is never asked under the lock.
 */
final class HeldJobs {
    private static final Logger log = LoggerFactory.getLogger(HeldJobs.class);

    private final Claims claims;
    private final Worker worker;
    private final Set<Long> held = new HashSet<>();
    private final Set<Long> lost = new HashSet<>();

    HeldJobs(Claims claims, Worker worker) {
        this.claims = claims;
        this.worker = worker;
    }

    Worker worker() {
        return worker;
    }

    synchronized void took(long execution) {
        held.add(execution);
    }

    synchronized void left(long execution) {
        held.remove(execution);
        lost.remove(execution);
    }

    synchronized boolean isLost(long execution) {
        return lost.contains(execution);
    }

    /** Whatever comes of it, there is a next time. */
    void beat() {
        try {
            Set<Long> gone = claims.heartbeat(worker, now()).executions();
            lose(gone);
        } catch (RuntimeException e) { // the executor would never call again
            log.atWarn()
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("a heartbeat did not get through; again soon");
        }
    }

    private synchronized Set<Long> now() {
        return Set.copyOf(held);
    }

    private synchronized void lose(Set<Long> gone) {
        lost.addAll(gone);
        held.removeAll(gone);
    }
}
