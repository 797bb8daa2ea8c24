package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.record.FetchedRecords;
import dev.waybill.record.Position;
import dev.waybill.retry.Breaker;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.RecordSource;
import dev.waybill.time.Time;
import dev.waybill.why.Why;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records from a source, through the steps, to the sink, and keeps at the source how far everything has arrived.
 *
 * <p>One thread owns a loop: it calls {@link #start}, then {@link #tick} until that returns false, and every part below
 * is confined to it. Workers and asynchronous completions send it flights through a mailbox. Only {@link #stop} and
 * {@link #stats} may be called by others.
 */
public final class DeliveryLoop implements PartitionListener, Intake {
    private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final Duration URGENT = Duration.ofMillis(1);
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration IDLE = Duration.ofMillis(100);

    private enum Phase {
        RUNNING,
        DRAINING,
        DONE
    }

    private final DeliveryPlan plan;
    private final RecordSource source;
    private final Time time;
    private final Mailbox mailbox;
    private final Partitions partitions;
    private final Breaker breaker;
    private final Dispatcher dispatcher;
    private final StepRunner steps;
    private final Gatherings gatherings;
    private final Retries retries = new Retries();
    private final Parking parking;
    private final Arrivals arrivals;
    private final Commits commits;
    private final Resumption resumption;
    private final Triage triage;
    private final Probations probations;
    private final Watch watch;

    private Phase phase = Phase.RUNNING;
    private long drainUntilNanos;
    private boolean full;
    private @Nullable PartitionState reading;
    private @Nullable Failure stoppedBy;
    private @Nullable Position stoppedAt;

    private long read;
    private long bytesRead;

    private volatile boolean stopAsked;
    private volatile DeliveryStats stats = DeliveryStats.NONE;

    public DeliveryLoop(DeliveryPlan plan, RecordSource source, Surroundings with) {
        this.plan = plan;
        this.source = source;
        this.time = with.time();
        this.mailbox = new Mailbox(time);
        this.partitions = new Partitions(source);
        this.steps = new StepRunner(plan.stages(), mailbox, with.workers());
        this.breaker = new Breaker(plan.breaker(), time, plan.limits().inFlight());
        this.dispatcher = new Dispatcher(
                steps,
                mailbox,
                with.workers(),
                time,
                plan.limits().inFlight(),
                breaker,
                new Pace(plan.perSecond(), time));
        this.gatherings = new Gatherings(steps, dispatcher, with.workers(), time);
        this.parking = new Parking(plan, mailbox, with.parking(), time);
        this.triage = new Triage(plan.retry(), plan.whenGivenUp(), breaker, with.random(), time);
        this.arrivals = new Arrivals(
                plan, mailbox, dispatcher, triage, breaker, steps, gatherings, partitions, retries, parking);
        this.resumption = new Resumption(plan.name(), source);
        this.commits = new Commits(
                source, time, plan.limits().commitInterval(), plan.limits().resume());
        this.probations = new Probations(plan, partitions, dispatcher, arrivals, commits, time);
        var parts = new LoopParts(source, partitions, breaker, triage, retries, gatherings, parking, arrivals, commits);
        this.watch = new Watch(plan, parts, mailbox, time);
    }

    /** Starts reading. */
    public void start() {
        source.start(this);
    }

    /** Asks for a clean end: nothing new is started, what is in flight is waited for, progress is kept. Any thread. */
    public void stop() {
        stopAsked = true;
        mailbox.wake();
    }

    /** The value that came by this checkpoint last, if any did. Any thread. */
    public Optional<Object> checkpoint(String name) {
        return steps.checkpoint(name);
    }

    /** What was done up to the end of the last tick. Any thread. */
    public DeliveryStats stats() {
        return stats;
    }

    /** What it holds, and what each partition waits for, at its next tick. Any thread. */
    public CompletionStage<Why> why() {
        return watch.ask();
    }

    /** How long ago it ticked. Any thread. */
    public Duration sinceTick() {
        return watch.sinceTick();
    }

    /** Does what can be done now, and waits a little if nothing can. Returns false once the loop has ended. */
    public boolean tick() {
        arrivals.settle();
        arrivals.stop().ifPresent(stop -> stopBy(stop.failure(), stop.position()));
        if (phase == Phase.RUNNING && stopAsked) {
            drain();
        }
        if (phase == Phase.RUNNING) {
            releaseRetries();
            probations.advance();
            dispatcher.dispatch();
        }
        if (phase == Phase.DRAINING) {
            gatherings.closeAll();
        }
        gatherings.start();
        parking.start();
        read();
        commits.commitMarks(partitions.all());
        if (commits.isDue()) {
            AttemptCounts.write(partitions.all(), triage);
            commits.commitIfDue(partitions.all());
        }
        publishStats();
        watch.tick(bytesRead);
        if (phase == Phase.RUNNING && plan.exitAtEnd() && isAtEnd()) {
            drain();
        }
        if (phase == Phase.DRAINING && isDrained()) {
            finish();
        }
        return phase != Phase.DONE;
    }

    /** How the run ended; call it after the last tick. */
    public DeliveryReport report() {
        return new DeliveryReport(stats, Optional.ofNullable(stoppedBy), Optional.ofNullable(stoppedAt));
    }

    private void stopBy(Failure failure, @Nullable Position position) {
        if (stoppedBy == null) {
            stoppedBy = failure;
            stoppedAt = position;
        }
        drain();
    }

    private void releaseRetries() {
        if (breaker.allowance() == 0) {
            return;
        }
        if (breaker.state() == Breaker.State.HALF_OPEN && dispatcher.isEmpty() && dispatcher.inFlight() == 0) {
            var probe = retries.pollFirst();
            if (probe != null) {
                dispatcher.add(probe);
            }
            return;
        }
        long now = time.nanos();
        for (var flight = retries.pollDue(now); flight != null; flight = retries.pollDue(now)) {
            dispatcher.add(flight);
        }
    }

    private void read() {
        full = isFull();
        boolean nothingToRead = partitions.pauseWhere(this::isToPause);
        try {
            if (nothingToRead) {
                source.poll(Duration.ZERO, this);
                mailbox.await(SOON);
            } else {
                source.poll(patience(), this);
            }
        } catch (DeliveryException e) {
            stopBy(e.failure(), null);
            mailbox.await(SOON);
        }
    }

    /** Once full, reading goes on only when a quarter of the room is free again. */
    private boolean isFull() {
        var limits = plan.limits();
        int most = full ? limits.buffered() - limits.buffered() / 4 : limits.buffered();
        return partitions.buffered() >= most || partitions.bufferedBytes() >= limits.bufferedBytes();
    }

    private boolean isToPause(PartitionState partition) {
        return full
                || partition.stopped
                || phase != Phase.RUNNING
                || (partition.probation != null && partition.probation.isFull())
                || partition.span() >= plan.limits().span()
                || !partition.hasRoom(commits.format(), source.largestPoll());
    }

    /** How long a poll may wait: hardly, while somebody here waits for a flight to come back; not long, while any is out. */
    private Duration patience() {
        int gathered = gatherings.waiting();
        int waitingElsewhere = retries.size() + parking.size() + gathered;
        if (breaker.allowance() == 0) {
            return SOON;
        }
        boolean someWait = partitions.buffered() > dispatcher.inFlight() + waitingElsewhere;
        if (someWait) {
            return URGENT;
        }
        return partitions.buffered() > 0 || gathered > 0 ? SOON : IDLE;
    }

    @Override
    public void partition(TopicPartition id) {
        reading = partitions.get(id);
    }

    @Override
    public void records(FetchedRecords records) {
        if (reading == null || phase != Phase.RUNNING) {
            return; // they stay uncommitted, so they are read again
        }
        read += records.size();
        for (int i = 0; i < records.size(); i++) {
            admit(reading, records, i);
        }
    }

    private void admit(PartitionState partition, FetchedRecords records, int i) {
        int bytes = records.bytes(i);
        if (!partition.admit(records.offset(i), bytes)) {
            return;
        }
        bytesRead += bytes;
        if (partition.probation != null) {
            admitWithCare(partition, records, i);
            return;
        }
        var chunk = dispatcher.chunkFor(partition, records, i);
        int lane = partition.lanes.of(plan.ordering().laneHash(records, i));
        var entry = lane == Lanes.NONE ? Lanes.Entry.GO : partition.lanes.enter(lane, dispatcher.company(chunk));
        if (entry == Lanes.Entry.WAIT) {
            partition.lanes.await(new Flight(partition, records.offset(i), records.record(i), lane));
            return;
        }
        chunk.add(bytes, lane);
        if (entry == Lanes.Entry.FOLLOW) {
            chunk.follow();
        }
    }

    /** No chunk is filled with records that wait for their turn one by one. */
    private void admitWithCare(PartitionState partition, FetchedRecords records, int i) {
        int lane = partition.lanes.of(plan.ordering().laneHash(records, i));
        var flight = new Flight(partition, records.offset(i), records.record(i), lane);
        if (lane == Lanes.NONE || partition.lanes.enter(lane, Lanes.NO_CHUNK) == Lanes.Entry.GO) {
            dispatcher.add(flight);
        } else {
            partition.lanes.await(flight);
        }
    }

    @Override
    public void position(long position) {
        if (reading != null && phase == Phase.RUNNING) {
            reading.skipTo(position);
        }
    }

    @Override
    public void assigned(Collection<TopicPartition> ids) {
        watch.joined(ids);
        if (ids.isEmpty()) {
            return;
        }
        log.atInfo()
                .addKeyValue("pipeline", plan.name())
                .addKeyValue("partitions", ids)
                .log("partitions assigned");
        partitions.open(ids);
        resumption
                .read(ids)
                .forEach((id, data) -> requireNonNull(partitions.get(id)).resume(data));
        probations.assigned(ids);
    }

    @Override
    public void revoked(Collection<TopicPartition> ids) {
        var leaving = partitions.among(ids);
        if (leaving.isEmpty()) {
            return;
        }
        log.atInfo()
                .addKeyValue("pipeline", plan.name())
                .addKeyValue("partitions", ids)
                .log("partitions revoked");
        await(leaving);
        probations.leaveCleanly(leaving);
        AttemptCounts.write(leaving, triage);
        commits.commitNow(leaving);
        watch.released(release(ids), false);
    }

    @Override
    public void lost(Collection<TopicPartition> ids) {
        log.atWarn()
                .addKeyValue("pipeline", plan.name())
                .addKeyValue("partitions", ids)
                .log("partitions lost");
        probations.lost(ids);
        watch.released(release(ids), true);
    }

    /** Waits until nothing of theirs is in flight, or the time for it is up. Starts nothing new but parking. */
    private void await(Collection<PartitionState> leaving) {
        long start = time.nanos();
        startGathered();
        while (isUnderWay(leaving) && !time.hasPassed(start, plan.limits().drain())) {
            parking.start();
            mailbox.await(SOON);
            arrivals.settle();
            startGathered();
            watch.answer();
        }
    }

    private void startGathered() {
        gatherings.closeAll();
        gatherings.start();
    }

    private boolean isUnderWay(Collection<PartitionState> leaving) {
        return !parking.isQuiet()
                || gatherings.isAnyStarted()
                || leaving.stream().anyMatch(p -> p.inFlight > 0);
    }

    private List<PartitionState> release(Collection<TopicPartition> ids) {
        var closed = partitions.close(ids);
        retries.removeOver();
        dispatcher.forgetOver();
        gatherings.removeOver();
        return closed;
    }

    private boolean isAtEnd() {
        if (partitions.isEmpty()) {
            return false;
        }
        var unknown = partitions.all().stream()
                .filter(p -> p.end == PartitionState.UNKNOWN)
                .map(p -> p.id)
                .toList();
        if (!unknown.isEmpty()) {
            var ends = source.ends(unknown);
            ends.forEach((id, end) -> requireNonNull(partitions.get(id)).end = end);
        }
        return partitions.all().stream()
                .allMatch(p -> p.stopped
                        ? p.inFlight == 0
                        : p.end != PartitionState.UNKNOWN && Math.max(p.head(), untouchedPosition(p)) >= p.end);
    }

    private long untouchedPosition(PartitionState partition) {
        return partition.isIdle() ? source.position(partition.id) : PartitionState.UNKNOWN;
    }

    private void drain() {
        if (phase == Phase.RUNNING) {
            phase = Phase.DRAINING;
            probations.endCleanly(partitions.all());
            watch.stopping(stoppedBy != null);
            drainUntilNanos = time.nanos() + plan.limits().drain().toNanos();
            dispatcher.forgetAll();
            retries.clear();
        }
    }

    private boolean isDrained() {
        boolean quiet = dispatcher.inFlight() == 0 && parking.isQuiet() && !gatherings.isAnyStarted();
        return quiet || time.nanos() - drainUntilNanos >= 0;
    }

    private void finish() {
        arrivals.settle();
        AttemptCounts.write(partitions.all(), triage);
        boolean isKept = commits.commitNow(partitions.all());
        publishStats();
        if (isKept || time.nanos() - drainUntilNanos >= 0) {
            watch.end();
            phase = Phase.DONE;
        }
    }

    private void publishStats() {
        stats = new DeliveryStats(
                read,
                arrivals.delivered,
                arrivals.filtered,
                arrivals.parked,
                arrivals.failedAttempts,
                arrivals.late,
                partitions.buffered(),
                dispatcher.inFlight(),
                retries.size());
    }
}
