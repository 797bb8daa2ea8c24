package dev.waybill.delivery;

import dev.waybill.time.Time;
import dev.waybill.why.ProgressState;
import dev.waybill.why.Totals.Rebalances;
import dev.waybill.why.Why;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether a loop makes progress, and answers what holds it up. The loop's thread does both; any other may ask, and
 * look at the pulse. Costs a look at the clock per tick, and a look at each partition ten times a second.
 */
final class Watch {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Snapshots snapshots;
    private final Partitions partitions;
    private final Counters counters;
    private final Mailbox mailbox;
    private final Time time;
    private final ConcurrentLinkedQueue<CompletableFuture<Why>> asked = new ConcurrentLinkedQueue<>();
    private volatile long tickNanos;
    private volatile @Nullable Why last;

    private long lookedNanos;
    private long bytesRead;
    private long assigned;
    private long revoked;
    private long lost;
    private ProgressState overall = ProgressState.STARTING;

    Watch(DeliveryPlan plan, LoopParts parts, Mailbox mailbox, Time time) {
        this.snapshots = new Snapshots(plan, parts, time);
        this.partitions = parts.partitions();
        this.counters = parts.counters();
        this.mailbox = mailbox;
        this.time = time;
        this.tickNanos = time.nanos();
        this.lookedNanos = tickNanos;
    }

    /** What holds the loop up, as it will see it at its next tick. Any thread. */
    CompletionStage<Why> ask() {
        var answer = new CompletableFuture<Why>();
        asked.add(answer);
        mailbox.wake();
        if (last != null) {
            answer(); // nobody ticks any more
        }
        return answer.minimalCompletionStage();
    }

    /** How long ago the loop ticked. Any thread. */
    Duration sinceTick() {
        return Duration.ofNanos(time.nanos() - tickNanos);
    }

    /** A tick of the loop is over. */
    void tick(long newBytesRead) {
        long now = time.nanos();
        bytesRead = newBytesRead;
        tickNanos = now;
        if (now - lookedNanos >= LOOK.toNanos()) {
            look(now);
        }
        answer();
    }

    /** Answers those who asked. */
    void answer() {
        if (asked.isEmpty()) {
            return;
        }
        Why why = last;
        if (why == null) {
            look(time.nanos());
            why = take();
        }
        for (var answer = asked.poll(); answer != null; answer = asked.poll()) {
            answer.complete(why);
        }
    }

    private void look(long now) {
        lookedNanos = now;
        for (var partition : partitions.all()) {
            partition.movement(now).look(partition, counters.delivered, now);
        }
    }

    /** The group has answered: these, perhaps none, are read here as well. */
    void joined(Collection<?> ids) {
        assigned += ids.size();
        if (overall == ProgressState.STARTING) {
            overall = ProgressState.MOVING;
        }
    }

    void released(List<PartitionState> closed, boolean wereLost) {
        snapshots.released(closed);
        if (wereLost) {
            lost += closed.size();
        } else {
            revoked += closed.size();
        }
    }

    /** Nothing new is started from now on. */
    void stopping(boolean misconfigured) {
        overall = misconfigured ? ProgressState.MISCONFIGURED : ProgressState.STOPPING;
    }

    /** The loop will not tick again. */
    void end() {
        if (overall != ProgressState.MISCONFIGURED) {
            overall = ProgressState.ENDED;
        }
        last = take();
        answer();
    }

    private Why take() {
        return snapshots.take(overall, bytesRead, new Rebalances(assigned, revoked, lost));
    }
}
