package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.source.PartitionListener;
import dev.waybill.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes partitions over where the run before left them, and gives them up: waits for what is in flight, commits, forgets
 * the rest. Confined to the loop's thread.
 */
final class Assignments implements PartitionListener {
    private static final Logger log = LoggerFactory.getLogger(Assignments.class);
    private static final Duration SOON = Duration.ofMillis(5);

    private final String pipeline;
    private final Duration drain;
    private final Duration commitInterval;
    private final LoopParts parts;
    private final Arrivals arrivals;
    private final Mailbox mailbox;
    private final Resumption resumption;
    private final Probations probations;
    private final Watch watch;
    private final Time time;
    private final BooleanSupplier goOn;

    /** {@code goOn} sends out what may go, and answers whether there is time to wait for more. */
    Assignments(
            DeliveryPlan plan,
            LoopParts parts,
            Arrivals arrivals,
            Mailbox mailbox,
            Probations probations,
            Watch watch,
            Time time,
            BooleanSupplier goOn) {
        this.pipeline = plan.name();
        this.drain = plan.limits().drain();
        this.commitInterval = plan.limits().commitInterval();
        this.parts = parts;
        this.arrivals = arrivals;
        this.mailbox = mailbox;
        this.resumption = new Resumption(plan.name(), parts.source());
        this.probations = probations;
        this.watch = watch;
        this.time = time;
        this.goOn = goOn;
    }

    @Override
    public void assigned(Collection<TopicPartition> ids) {
        watch.joined();
        if (ids.isEmpty()) {
            return;
        }
        log.atInfo()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("partitions", ids)
                .log("partitions assigned");
        var partitions = parts.partitions();
        partitions.open(ids);
        resumption
                .read(ids)
                .forEach((id, data) -> requireNonNull(partitions.get(id)).resume(data));
        probations.assigned(ids);
    }

    @Override
    public void revoked(Collection<TopicPartition> ids) {
        var leaving = parts.partitions().among(ids);
        if (leaving.isEmpty()) {
            return;
        }
        log.atInfo()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("partitions", ids)
                .log("partitions revoked");
        holdBack(leaving);
        await(leaving);
        probations.leaveCleanly(leaving);
        AttemptCounts.write(leaving, parts.triage());
        parts.commits().commitNow(leaving);
        probations.left(leaving);
        watch.released(release(ids));
    }

    private void holdBack(Collection<PartitionState> leaving) {
        leaving.forEach(partition -> partition.leaving = true);
        parts.retries().removeOver();
        parts.dispatcher().forgetOver();
    }

    /** Waits until nothing of theirs is under way, or the time for it is up. What stays is delivered meanwhile. */
    private void await(Collection<PartitionState> leaving) {
        long start = time.nanos();
        long committed = start;
        startGathered();
        while (isUnderWay(leaving) && !time.hasPassed(start, drain) && goOn.getAsBoolean()) {
            parts.parking().start();
            mailbox.await(SOON);
            arrivals.settle();
            startGathered();
            if (time.hasPassed(committed, commitInterval)) {
                parts.commits().commitNow(parts.partitions().all());
                committed = time.nanos();
            }
            watch.answer();
        }
    }

    private void startGathered() {
        parts.gatherings().closeLeaving();
        parts.gatherings().start();
    }

    private boolean isUnderWay(Collection<PartitionState> leaving) {
        return leaving.stream().anyMatch(p -> p.inFlight > 0 || parts.parking().isBusyWith(p));
    }

    @Override
    public void lost(Collection<TopicPartition> ids) {
        log.atWarn()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("partitions", ids)
                .log("partitions lost");
        probations.lost(ids);
        watch.released(release(ids));
    }

    /** The run is over: whatever the source says from now on, nothing is waited for any more. */
    void end() {
        parts.partitions().closeAll();
    }

    private List<PartitionState> release(Collection<TopicPartition> ids) {
        var closed = parts.partitions().close(ids);
        parts.retries().removeOver();
        parts.dispatcher().forgetOver();
        parts.gatherings().removeOver();
        parts.triage().forgetGone();
        return closed;
    }
}
