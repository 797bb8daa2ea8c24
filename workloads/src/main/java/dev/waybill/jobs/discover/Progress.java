package dev.waybill.jobs.discover;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * How far discovery is for a processor, as it is kept in {@code bnp.discovery}.
 *
 * @param reached of an index with locations: none with a greater number was looked at
 * @param lastId of an index without locations: the last dataset that was looked at among those of the settled instant
 */
record Progress(Barrier barrier, long reached, Optional<UUID> lastId) {
    private static final int LOCK_CLASS = 0x77_62_64;
    /**
     * All of it can be found out again, so nothing has to wait for a disk; a step's rows are to be sorted in memory; compiling its
     * statement takes longer than is won by it; the datasets of a step lie near each other, so that looking each up costs less than
     * to read all there are; and its window comes first, as written, though nobody has ever analyzed the index.
     */
    private static final String FRAME = "set_config('synchronous_commit', 'off', true),"
            + " set_config('work_mem', '64MB', true), set_config('jit', 'off', true),"
            + " set_config('random_page_cost', '1.1', true), set_config('join_collapse_limit', '1', true)";

    private static final String SHOW_LIFE = "passed_at IS NULL OR passed_at < now() - interval '10 seconds'";

    /** Whether this transaction is the one that looks at the index for the processor. */
    static boolean tryLead(Handle handle, int processorId) {
        return handle.createQuery("SELECT pg_try_advisory_xact_lock(?, ?), " + FRAME)
                .bind(0, LOCK_CLASS)
                .bind(1, processorId)
                .map((row, context) -> row.getBoolean(1))
                .one();
    }

    /** For a transaction that does a part of the work of the one that leads. */
    static void frame(Handle handle) {
        handle.execute("SELECT " + FRAME);
    }

    /** Becomes that one, after the one before. */
    static void lead(Handle handle, int processorId) {
        handle.execute("SELECT pg_advisory_xact_lock(?, ?), " + FRAME, LOCK_CLASS, processorId);
    }

    static Progress load(Handle handle, int processorId, boolean isByTime) {
        return handle.createQuery("SELECT * FROM bnp.discovery WHERE processor_id = ?")
                .bind(0, processorId)
                .map((row, context) -> {
                    OffsetDateTime time = row.getObject("updated_to", OffsetDateTime.class);
                    long instant = time == null ? 0 : micros(time);
                    var holders = Set.of((String[]) row.getArray("holders").getArray());
                    var barrier =
                            new Barrier(isByTime ? instant : row.getLong("settled"), row.getLong("candidate"), holders);
                    return new Progress(
                            barrier,
                            row.getLong("reached"),
                            Optional.ofNullable(row.getObject("updated_id", UUID.class)));
                })
                .findOne()
                .orElse(new Progress(Barrier.START, 0, Optional.empty()));
    }

    void save(Handle handle, int processorId, boolean isByTime) {
        handle.createUpdate("""
                        INSERT INTO bnp.discovery AS d (processor_id, settled, candidate, reached, holders, updated_to, updated_id,
                            passed_at)
                        VALUES (:processor, :settled, :candidate, :reached, :holders,
                            CAST(:time AS timestamptz), CAST(:id AS uuid), now())
                        ON CONFLICT (processor_id) DO UPDATE SET settled = excluded.settled, candidate = excluded.candidate,
                            reached = excluded.reached, holders = excluded.holders, updated_to = excluded.updated_to, updated_id = excluded.updated_id,
                            passed_at = now()
                        """)
                .bind("processor", processorId)
                .bind("settled", isByTime ? 0 : barrier.settled())
                .bind("candidate", barrier.candidate())
                .bind("reached", reached)
                .bindArray("holders", String.class, barrier.holders())
                .bind("time", isByTime ? time(barrier.settled()) : null)
                .bind("id", lastId.orElse(null))
                .execute();
    }

    /** Shows that somebody looks, though nothing has come of it: now and then, for a write is not free. */
    static void showLife(Handle handle, int processorId) {
        handle.execute(
                "UPDATE bnp.discovery SET passed_at = now() WHERE processor_id = ? AND (" + SHOW_LIFE + ")",
                processorId);
    }

    static long micros(OffsetDateTime time) {
        Instant instant = Objects.requireNonNull(time).toInstant();
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    static OffsetDateTime time(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000)
                .atOffset(ZoneOffset.UTC);
    }
}
