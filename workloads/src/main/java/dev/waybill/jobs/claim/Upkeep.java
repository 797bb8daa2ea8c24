package dev.waybill.jobs.claim;

import dev.waybill.jobs.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done from time to time: executions are taken from workers that were not heard of, jobs whose pause is over become
 * ready, old history is cleared away. Every process that serves or works runs it every few seconds; one of them does it.
 *
 * <p>Thread-safe.
 */
public final class Upkeep {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    /** From about here on it is felt in claims: they pass over what cannot be cleared away. */
    private static final long MANY_TRANSACTIONS = 100_000;

    private final Database database;
    private volatile boolean isHeldBack;

    public Upkeep(Database database) {
        this.database = database;
    }

    /**
     * What was done.
     *
     * @param leads whether it was this call that did it; otherwise somebody else is at it
     * @param reaped executions that were taken from their workers
     * @param readied jobs whose pause is over
     * @param cleared rows of history that were older than the retention
     * @param heldBack transactions since the oldest one that still runs began
     */
    public record Done(boolean leads, long reaped, long readied, long cleared, long heldBack) {}

    /** Does what there is to do now, in one transaction. Said again, it does nothing. */
    public Done run() {
        Done done = database.transact(handle -> handle.createQuery("SELECT * FROM bnp.upkeep()")
                .map((row, context) -> new Done(
                        row.getBoolean("leads"),
                        row.getLong("reaped"),
                        row.getLong("readied"),
                        row.getLong("cleared"),
                        row.getLong("held_back")))
                .one());
        if (done.reaped() > 0) {
            log.atWarn().addKeyValue("jobs", done.reaped()).log("jobs were taken from workers that are not heard of");
        }
        boolean isNow = done.heldBack() > MANY_TRANSACTIONS;
        if (isNow && !isHeldBack) {
            log.atWarn()
                    .addKeyValue("transactions", done.heldBack())
                    .log("a transaction is open for so many others; claims slow down until it ends");
        }
        isHeldBack = done.leads() ? isNow : isHeldBack;
        return done;
    }
}
