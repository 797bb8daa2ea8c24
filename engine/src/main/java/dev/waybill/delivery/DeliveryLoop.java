package dev.waybill.delivery;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.record.Position;
import dev.waybill.source.RecordSource;
import dev.waybill.time.Pace;
import dev.waybill.time.Time;
import dev.waybill.trace.DeliveryTracer;
import dev.waybill.why.Why;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes records from a source, through the steps, to the sink, and keeps at the source how far everything has arrived.
 *
 * <p>One thread owns a loop: it calls {@link #start}, then {@link #tick} until that returns false, and every part below
 * is confined to it. Workers and asynchronous completions send it flights through a mailbox. Only {@link #stop} and
 * {@link #stats} may be called by others.
 */
public final class DeliveryLoop {
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
    private final Sinks sinks;
    private final Places places;
    private final Dispatcher dispatcher;
    private final Releases releases;
    private final StepRunner steps;
    private final Gatherings gatherings;
    private final Retries retries = new Retries();
    private final Parking parking;
    private final Triage triage;
    private final Counters counters = new Counters();
    private final FlightArrivals flights;
    private final Arrivals arrivals;
    private final Commits commits;
    private final Probations probations;
    private final Watch watch;
    private final Admission admission;
    private final Assignments assignments;

    private Phase phase = Phase.RUNNING;
    private boolean isEnding;
    private long drainUntilNanos;
    private @Nullable Failure stoppedBy;
    private @Nullable Position stoppedAt;

    private volatile boolean stopAsked;
    private volatile DeliveryStats stats = DeliveryStats.NONE;

    public DeliveryLoop(DeliveryPlan plan, RecordSource source, Surroundings with) {
        this.plan = plan;
        this.source = source;
        this.time = with.time();
        this.mailbox = new Mailbox(time);
        this.partitions = new Partitions(source);
        var standby = new Standby(with.workers());
        this.steps = plan.tracer() == DeliveryTracer.NONE
                ? new StepRunner(plan.stages(), mailbox, with.workers(), standby)
                : new TracedSteps(plan, mailbox, with.workers(), standby);
        this.sinks = new Sinks(plan, time);
        this.places = new Places(plan.limits().inFlight(), sinks, standby);
        this.dispatcher =
                new Dispatcher(steps, mailbox, with.workers(), time, new Pace(plan.perSecond(), time), places, standby);
        this.releases = new Releases(retries, sinks, dispatcher, places, time);
        this.gatherings = new Gatherings(steps, places, with.workers(), time);
        this.parking = new Parking(plan, mailbox, with.parking(), time);
        this.triage = new Triage(plan.retry(), plan.whenGivenUp(), sinks, with.random(), time);
        var dissolving = new Dissolving(dispatcher, partitions);
        var outages = new Outages(plan.name(), sinks, steps, triage, dissolving);
        this.flights =
                new FlightArrivals(plan, dispatcher, places, triage, outages, gatherings, retries, parking, counters);
        this.arrivals = new Arrivals(
                mailbox,
                new ChunkArrivals(plan, dispatcher, places, triage, sinks, dissolving, flights, counters),
                new GroupArrivals(places, triage, outages, steps, gatherings, flights, counters),
                flights,
                gatherings);
        this.commits = new Commits(
                source, time, plan.limits().commitInterval(), plan.limits().resume());
        this.probations = new Probations(plan, partitions, dispatcher, flights, commits, time);
        var parts = new LoopParts(
                source, partitions, sinks, triage, places, dispatcher, retries, gatherings, parking, counters, commits);
        this.watch = new Watch(plan, parts, mailbox, time);
        this.admission = new Admission(plan, source, partitions, dispatcher, commits);
        this.assignments = new Assignments(plan, parts, arrivals, mailbox, probations, watch, time, this::goOn);
    }

    /** Starts reading. */
    public void start() {
        source.start(assignments);
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
        flights.stop().ifPresent(stop -> stopBy(stop.failure(), stop.position()));
        if (phase == Phase.RUNNING && stopAsked) {
            drain();
        }
        sendOut();
        if (phase == Phase.DRAINING) {
            gatherings.closeAll();
            gatherings.start();
        }
        if (places.taken() > 0 && (phase == Phase.DRAINING || probations.isAnyOut())) {
            plan.whenAwaited().run();
        }
        parking.start();
        read();
        commits.commitMarks(partitions.all());
        if (commits.isDue()) {
            arrivals.settle(); // what has come back since is not to be delivered again
            AttemptCounts.write(partitions.all(), triage);
            commits.commitIfDue(partitions.all());
        }
        publishStats();
        watch.tick(admission.bytesRead);
        if (phase == Phase.RUNNING && plan.exitAtEnd() && partitions.areAtEnd()) {
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

    /** While partitions are given up. Returns false once the time is up that an end of the run may take. */
    private boolean goOn() {
        if (stopAsked) {
            beginEnd();
        } else if (flights.stop().isEmpty()) {
            sendOut();
        }
        publishStats();
        return !isTimeUp();
    }

    private void sendOut() {
        if (phase == Phase.RUNNING) {
            releases.next();
            probations.advance();
            if (gatherings.start()) { // what was read longer ago goes first
                dispatcher.dispatch();
            } else {
                dispatcher.callBack();
            }
        }
    }

    /** Waits where the next thing to do is expected from: at the mailbox, while somebody here waits for a flight to come back. */
    private void read() {
        boolean nothingToRead = admission.pauseWhereFull();
        try {
            if (nothingToRead || areSomeHeldUp()) {
                long before = admission.read;
                source.poll(Duration.ZERO, admission);
                if (admission.read == before) {
                    mailbox.await(nothingToRead ? SOON : URGENT);
                }
            } else {
                source.poll(patience(), admission);
            }
        } catch (DeliveryException e) {
            stopBy(e.failure(), null);
            mailbox.await(SOON);
        }
    }

    /** Whether records wait for others that take a while: with those that arrive at once, reading is what takes long. */
    private boolean areSomeHeldUp() {
        return places.taken() > 0 && !dispatcher.arrivesAtOnce() && areSomeReady();
    }

    /** Whether records wait for their turn or for a free place, and not for a sink that is left alone. */
    private boolean areSomeReady() {
        int waitingElsewhere = retries.size() + parking.size() + gatherings.waiting();
        return sinks.allowance() > 0 && partitions.buffered() > places.taken() + waitingElsewhere;
    }

    /** How long a poll may wait: hardly, while records wait for their turn; not long, while anything is here. */
    private Duration patience() {
        if (areSomeReady()) {
            return URGENT;
        }
        return partitions.buffered() > 0 ? SOON : IDLE;
    }

    private void drain() {
        if (phase == Phase.RUNNING) {
            phase = Phase.DRAINING;
            admission.close();
            probations.endCleanly(partitions.all());
            watch.stopping(stoppedBy != null);
            beginEnd();
            dispatcher.forgetAll();
            retries.clear();
        }
    }

    /** The time that an end of the run may take counts from the first call on. */
    private void beginEnd() {
        if (!isEnding) {
            isEnding = true;
            drainUntilNanos = time.nanos() + plan.limits().drain().toNanos();
        }
    }

    private boolean isTimeUp() {
        return isEnding && time.nanos() - drainUntilNanos >= 0;
    }

    private boolean isDrained() {
        boolean quiet = places.taken() == 0 && parking.isQuiet() && !gatherings.isAnyStarted();
        return quiet || isTimeUp();
    }

    private void finish() {
        arrivals.settle();
        probations.endCleanly(partitions.all()); // some may have been assigned since
        AttemptCounts.write(partitions.all(), triage);
        boolean isKept = commits.commitNow(partitions.all());
        publishStats();
        if (isKept || isTimeUp()) {
            watch.end();
            assignments.end();
            phase = Phase.DONE;
        }
    }

    private void publishStats() {
        stats = new DeliveryStats(
                admission.read,
                counters.delivered,
                counters.filtered,
                counters.parked,
                counters.failedAttempts,
                counters.late,
                counters.redelivered,
                admission.skipped,
                partitions.buffered(),
                partitions.bufferedBytes(),
                places.taken(),
                retries.size());
    }
}
