package dev.waybill.bench.trial;

import dev.waybill.bench.contender.Contender;
import dev.waybill.bench.contender.Handler;
import dev.waybill.bench.contender.RefusedRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The handler of a trial: takes the time it is told to, fails where it is told to, and counts. Thread-safe. */
final class Load implements Handler, AutoCloseable {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int MANY_IN_FLIGHT = 10_000; // one wheel is enough for fewer

    private final Trial trial;
    private final Contender contender;
    private final @Nullable Journal journal;
    private final Faults faults;
    private final long delayNanos;
    private final TimerWheel[] wheels;
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder handled = new LongAdder();
    private final CompletableFuture<Void> never = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    Load(Trial trial, Contender contender, @Nullable Journal journal) {
        this.trial = trial;
        this.contender = contender;
        this.journal = journal;
        this.faults = new Faults(trial.scenario());
        this.delayNanos = trial.delay().toNanos();
        this.wheels = new TimerWheel[delayNanos == 0 ? 0 : trial.inFlight() < MANY_IN_FLIGHT ? 1 : PROCESSORS];
        for (int i = 0; i < wheels.length; i++) {
            wheels[i] = new TimerWheel("service-" + i);
        }
    }

    /** Records handled so far. */
    long handled() {
        return handled.sum();
    }

    /** Attempts begun and not ended. */
    long inFlight() {
        long done = ended.sum();
        return begun.sum() - done;
    }

    @Override
    public boolean isImmediate() {
        return delayNanos == 0 && trial.scenario() == Scenario.CLEAN;
    }

    @Override
    public CompletableFuture<Void> start(byte @Nullable [] key, int partition, long offset) {
        var fate = faults.next(key, partition, offset);
        begun.increment();
        if (fate == Faults.Fate.NEVER_ENDS) {
            return never;
        }
        if (delayNanos == 0) {
            ended.increment();
            arrived(partition, offset);
            return DONE;
        }
        var attempt = new Attempt(fate, partition, offset);
        wheels[partition % wheels.length].schedule(attempt, delayNanos);
        return attempt;
    }

    @Override
    public void run(byte @Nullable [] key, int partition, long offset) {
        if (isImmediate()) {
            arrived(partition, offset);
            return;
        }
        var fate = faults.next(key, partition, offset);
        begun.increment();
        try {
            if (fate == Faults.Fate.NEVER_ENDS) {
                closed.await();
            } else {
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.increment();
        }
        if (fate != Faults.Fate.PASSES) {
            throw refusal(fate);
        }
        arrived(partition, offset);
    }

    /** A blocking call. */
    private void pause() throws InterruptedException {
        long end = System.nanoTime() + delayNanos;
        for (long left = delayNanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private RuntimeException refusal(Faults.Fate fate) {
        return fate == Faults.Fate.FAILS_FOR_NOW ? contender.mayPass() : new RefusedRecord("refused");
    }

    private void arrived(int partition, long offset) {
        if (journal != null) {
            journal.note(partition, offset);
        }
        handled.increment();
    }

    /** Lets go of records that are never done, so that whoever waits for them can end. */
    @Override
    public void close() {
        closed.countDown();
        never.complete(null);
        for (var wheel : wheels) {
            wheel.close();
        }
    }

    private final class Attempt extends TimerWheel.Timed {
        private final Faults.Fate fate;
        private final int partition;
        private final long offset;

        Attempt(Faults.Fate fate, int partition, long offset) {
            this.fate = fate;
            this.partition = partition;
            this.offset = offset;
        }

        @Override
        void due() {
            ended.increment();
            if (fate == Faults.Fate.PASSES) {
                arrived(partition, offset);
                complete(null);
            } else {
                completeExceptionally(refusal(fate));
            }
        }
    }
}
