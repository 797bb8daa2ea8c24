package dev.waybill.batch.ledger;

import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.JobEntry;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A job as the ledger knows it at one moment.
 *
 * @param codes how many rejects there are of each code
 * @param detail what a person should know beside the state
 * @param cancelled absent unless it was cancelled in time
 */
public record JobStatus(
        JobEntry job,
        JobState state,
        Totals totals,
        Moments moments,
        Blocks blocks,
        Map<String, Long> codes,
        Optional<String> detail,
        Optional<CancelEntry> cancelled) {
    public JobStatus {
        codes = Map.copyOf(codes);
    }

    public String id() {
        return job.id();
    }

    /** Rows of all blocks that are done with; {@code rows = ok + errors}. */
    public record Totals(long rows, long ok, long errors) {
        static final Totals NONE = new Totals(0, 0, 0);

        Totals plus(long moreRows, long moreOk) {
            return new Totals(rows + moreRows, ok + moreOk, errors + moreRows - moreOk);
        }
    }

    /**
     * When things happened, in milliseconds since the epoch.
     *
     * @param begun absent while no worker has begun
     * @param ended absent until its state is terminal
     */
    public record Moments(long created, OptionalLong begun, OptionalLong ended) {
        /** From its creation to its begin, or to now. */
        public long waitingMs(long now) {
            return Math.max(0, begun.orElse(ended.orElse(now)) - created);
        }

        /** From its begin to its end, or to now. */
        public long processingMs(long now) {
            return begun.isEmpty() ? 0 : Math.max(0, ended.orElse(now) - begun.getAsLong());
        }
    }

    /**
     * How much of the file is done with.
     *
     * @param done stored, skipped or failed
     * @param all absent until the whole file is sent
     * @param areLeftOut whether those that are left are not stored any more, because the job was cancelled or has too many rejects
     * @param areRemoved whether what a cancelled job had stored is gone
     */
    public record Blocks(int done, OptionalLong all, boolean areLeftOut, boolean areRemoved) {
        /** Whether nothing more of the job can be stored. */
        public boolean areDone() {
            return all.isPresent() && done >= all.getAsLong();
        }
    }
}
