package dev.waybill.batch.ledger;

import dev.waybill.batch.check.RejectLimit;
import dev.waybill.batch.ledger.Entry.BegunEntry;
import dev.waybill.batch.ledger.Entry.BlockEntry;
import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.Outcome;
import dev.waybill.batch.ledger.Entry.Seal;
import dev.waybill.batch.ledger.JobStatus.Blocks;
import dev.waybill.batch.ledger.JobStatus.Moments;
import dev.waybill.batch.ledger.JobStatus.Totals;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one job, put together. Not thread-safe.
 *
 * <p>Compaction keeps the last record of each key where it stands, so blocks may come before their job, and a repeated entry
 * comes alone. Only a cancel depends on what came before it: it counts if the job was not over by then.
 */
final class JobLog {
    private final Map<Integer, BlockEntry> blocks = new HashMap<>();
    private final Map<String, Long> codes = new HashMap<>();
    private @Nullable JobEntry entry;
    private @Nullable RejectLimit limit;
    private @Nullable CancelEntry cancel;
    private Totals totals = Totals.NONE;
    private OptionalLong begun = OptionalLong.empty();
    private long lastEnd;
    private int failed;
    private String failure = "";
    private boolean isRemoved;

    void add(Entry told) {
        if (told instanceof JobEntry job) {
            add(job);
        } else if (told instanceof BegunEntry first) {
            begun = OptionalLong.of(Math.min(begun.orElse(Long.MAX_VALUE), first.atMs()));
        } else if (told instanceof BlockEntry block) {
            add(block);
        } else if (told instanceof CancelEntry wish) {
            cancel = cancel == null && !wish.isAgain() && state().isTerminal() ? null : wish;
        } else if (told instanceof Entry.RemovedEntry) {
            isRemoved = true;
        } else {
            throw new AssertionError(told);
        }
    }

    /** The first file under an id is the job's: two may have been offered under one idempotency key at the same moment. */
    private void add(JobEntry job) {
        if (entry != null && !entry.upload().sha256().equals(job.upload().sha256())) {
            return;
        }
        entry = job;
        String text = job.request().rejectLimit();
        limit = text == null ? null : RejectLimit.parse(text);
    }

    private void add(BlockEntry block) {
        BlockEntry before = blocks.get(block.index());
        if (before != null && before.outcome() == Outcome.STORED && block.outcome() != Outcome.STORED) {
            return; // what is in the store stays there
        }
        blocks.put(block.index(), block);
        if (before != null) {
            count(before, -1);
        }
        count(block, 1);
        lastEnd = Math.max(lastEnd, block.endedAtMs());
        if (block.outcome() == Outcome.FAILED) {
            failure = "block " + block.index() + " is parked: " + block.detail();
        }
    }

    private void count(BlockEntry block, int sign) {
        totals = totals.plus(sign * block.rows(), sign * block.ok());
        failed += block.outcome() == Outcome.FAILED ? sign : 0;
        block.codes().forEach((code, n) -> codes.merge(code, sign * n, JobLog::sumUnlessNothing));
    }

    private static @Nullable Long sumUnlessNothing(Long a, Long b) {
        return a + b == 0 ? null : a + b;
    }

    /** Takes back a cancel that came too late. */
    void forgetCancel() {
        cancel = null;
    }

    Optional<Outcome> outcome(int index) {
        return Optional.ofNullable(blocks.get(index)).map(BlockEntry::outcome);
    }

    /** Rows that were stored to mend those of {@code parent}. */
    long repairedOf(String parent) {
        return entry != null && parent.equals(entry.request().parent()) ? totals.ok() : 0;
    }

    Optional<JobStatus> status() {
        return Optional.ofNullable(entry).map(this::status);
    }

    private JobStatus status(JobEntry job) {
        var state = state();
        Seal seal = job.seal();
        var all = seal == null ? OptionalLong.empty() : OptionalLong.of(seal.blocks());
        var ended = state.isTerminal() ? OptionalLong.of(end(job)) : OptionalLong.empty();
        return new JobStatus(
                job,
                state,
                totals,
                new Moments(job.createdAtMs(), begun, ended),
                new Blocks(blocks.size(), all, cancel != null || isLimitPassed(seal), isRemoved),
                codes,
                detail(seal),
                Optional.ofNullable(cancel));
    }

    private JobState state() {
        if (cancel != null) {
            return JobState.CANCELLED;
        }
        Seal seal = entry == null ? null : entry.seal();
        if (isLimitPassed(seal)) {
            return JobState.FAILED;
        }
        if (seal == null || blocks.size() < seal.blocks()) {
            return begun.isPresent() || !blocks.isEmpty() ? JobState.RUNNING : JobState.PENDING;
        }
        boolean isWhole = totals.errors() == 0 && seal.problem() == null && failed == 0;
        if (isWhole) {
            return JobState.SUCCESS;
        }
        return totals.ok() == 0 ? JobState.FAILED : JobState.PARTIAL_SUCCESS;
    }

    /** A share is one of the whole file: of what is done so far it would depend on the order. */
    private boolean isLimitPassed(@Nullable Seal seal) {
        if (limit == null || (limit.isShare() && seal == null)) {
            return false;
        }
        return limit.isExceeded(totals.errors(), seal == null ? totals.rows() : seal.rows(), true);
    }

    private long end(JobEntry job) {
        if (cancel != null) {
            return Math.max(cancel.atMs(), job.createdAtMs());
        }
        Seal seal = job.seal();
        return Math.max(lastEnd, seal == null || blocks.size() > 0 ? 0 : seal.atMs());
    }

    private Optional<String> detail(@Nullable Seal seal) {
        if (cancel == null && isLimitPassed(seal)) {
            return Optional.of("more rejected rows than the limit of " + limit + "; what was stored before is counted");
        }
        if (seal != null && seal.problem() != null) {
            return Optional.of(seal.problem());
        }
        return failed > 0 ? Optional.of(failure) : Optional.empty();
    }
}
