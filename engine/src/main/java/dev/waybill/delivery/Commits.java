package dev.waybill.delivery;

import dev.waybill.delivery.PartitionState.Standing;
import dev.waybill.offset.ResumeFormat;
import dev.waybill.source.CommitFailure;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import dev.waybill.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidCommitOffsetSizeException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the heads, and what is held above them, at the source: at most one commit of a partition under way, never one that goes back.
 * Confined to the loop's thread.
 */
final class Commits {
    private static final Logger log = LoggerFactory.getLogger(Commits.class);

    private final RecordSource source;
    private final Time time;
    private final Duration interval;
    private ResumeFormat format;
    private int underWay;
    private boolean wasRefused; // the next commit goes at once, and bare
    private boolean hasWarned;
    private long lastNanos;

    long kept;
    long failed;
    long nanos;

    Commits(RecordSource source, Time time, Duration interval, ResumeFormat format) {
        this.source = source;
        this.time = time;
        this.interval = interval;
        this.format = format;
        this.lastNanos = time.nanos();
    }

    /** How resume data is written: shorter than was asked for once the broker has refused that. */
    ResumeFormat format() {
        return format;
    }

    /** Starts a commit at once for those whose mark is urgent, if one is not under way for them. */
    void commitMarks(Collection<PartitionState> partitions) {
        var changed = new HashMap<PartitionState, Standing>();
        for (var partition : partitions) {
            if (partition.isMarkUrgent && partition.sent == null) {
                Standing standing = partition.standing(format);
                if (standing != null) {
                    partition.isMarkUrgent = false;
                    if (!standing.saysTheSameAs(partition.kept)) {
                        changed.put(partition, standing);
                    }
                }
            }
        }
        if (!changed.isEmpty()) {
            start(changed, false);
        }
    }

    boolean isDue() {
        return underWay == 0 && (wasRefused || time.hasPassed(lastNanos, interval));
    }

    /** Starts a commit if one is due and something changed. What fails is due again after the next interval. */
    void commitIfDue(Collection<PartitionState> partitions) {
        if (!isDue()) {
            return;
        }
        var changed = changed(partitions);
        lastNanos = time.nanos();
        boolean isBare = wasRefused;
        wasRefused = false;
        if (!changed.isEmpty()) {
            start(changed, isBare);
        }
    }

    private void start(Map<PartitionState, Standing> changed, boolean isBare) {
        underWay++;
        changed.forEach((partition, standing) -> partition.sent = standing);
        source.commit(progress(changed, isBare), problem -> ended(changed, isBare, problem));
    }

    private void ended(Map<PartitionState, Standing> changed, boolean isBare, @Nullable Exception problem) {
        underWay--;
        changed.keySet().forEach(partition -> partition.sent = null);
        nanos += time.nanos() - lastNanos;
        if (problem == null) {
            kept++;
            keep(changed, isBare);
        } else if (isTooLarge(problem) && !isBare) {
            shrink();
            wasRefused = true;
        } else {
            failed++;
            log.atDebug().addKeyValue("error", problem).log("commit failed, tried again at the next interval");
        }
    }

    /** Commits before it returns. Returns false if the same might succeed a little later. */
    boolean commitNow(Collection<PartitionState> partitions) {
        var changed = changed(partitions);
        if (changed.isEmpty()) {
            return true;
        }
        boolean isBare = false;
        Optional<Exception> problem = source.commitNow(progress(changed, isBare));
        if (problem.isPresent() && isTooLarge(problem.get())) {
            shrink();
            isBare = true;
            problem = source.commitNow(progress(changed, isBare));
        }
        if (problem.isEmpty()) {
            kept++;
            keep(changed, isBare);
            return true;
        } else {
            failed++;
            log.atWarn()
                    .addKeyValue("partitions", progress(changed, true).keySet())
                    .addKeyValue("error", problem.get().toString())
                    .log("last commit failed, what was delivered since the one before will be delivered again");
            return CommitFailure.of(problem.get()) != CommitFailure.RETRY;
        }
    }

    private static boolean isTooLarge(Exception problem) {
        return problem instanceof OffsetMetadataTooLarge || problem instanceof InvalidCommitOffsetSizeException;
    }

    private void shrink() {
        if (!hasWarned) {
            log.atWarn()
                    .addKeyValue("chars", format.chars())
                    .log("the broker refused resume data of this length; commits go on with less of it."
                            + " Raise the broker's offset.metadata.max.bytes, or lower the limit here");
        }
        hasWarned = true;
        format = format.halved();
    }

    private Map<PartitionState, Standing> changed(Collection<PartitionState> partitions) {
        var changed = new HashMap<PartitionState, Standing>();
        for (var partition : partitions) {
            Standing standing = partition.standing(format);
            if (!partition.closed && standing != null && !isSaid(standing, partition)) {
                changed.put(partition, standing);
            }
        }
        return changed;
    }

    /** Whether {@code standing} is kept, and no commit under way says anything else. */
    private static boolean isSaid(Standing standing, PartitionState partition) {
        return standing.saysTheSameAs(partition.kept)
                && (partition.sent == null || standing.saysTheSameAs(partition.sent));
    }

    private Map<TopicPartition, Progress> progress(Map<PartitionState, Standing> changed, boolean isBare) {
        var progress = new HashMap<TopicPartition, Progress>();
        changed.forEach((partition, standing) ->
                progress.put(partition.id, new Progress(standing.head(), isBare ? "" : partition.resumeText(format))));
        return progress;
    }

    private void keep(Map<PartitionState, Standing> changed, boolean isBare) {
        changed.forEach((partition, standing) ->
                partition.kept = isBare && format.chars() > 0 ? standing.withoutText() : standing);
    }
}
