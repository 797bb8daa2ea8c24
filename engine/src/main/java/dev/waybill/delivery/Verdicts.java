package dev.waybill.delivery;

import dev.waybill.retry.Breaker;
import dev.waybill.why.PartitionWhy;
import dev.waybill.why.Progress;
import dev.waybill.why.ProgressState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Says from its movement how a partition fares. Settles nothing. Confined to the loop's thread. */
final class Verdicts {
    /** A head that has stood still for less counts as moving. */
    static final Duration STANDSTILL = Duration.ofSeconds(10);

    private final int peers;
    private final Counters counters;
    private final Breaker breaker;

    Verdicts(int peers, Counters counters, Breaker breaker) {
        this.peers = Math.max(1, peers);
        this.counters = counters;
        this.breaker = breaker;
    }

    ProgressState of(PartitionState partition, long nowNanos) {
        if (partition.isIdle()) {
            return ProgressState.IDLE;
        }
        if (partition.stopped) {
            return ProgressState.STOPPED;
        }
        if (breaker.isSinkAway()) {
            return ProgressState.WAITING_FOR_SINK;
        }
        var movement = partition.movement(nowNanos);
        if (nowNanos - movement.movedNanos() < STANDSTILL.toNanos()) {
            return moving(partition);
        }
        boolean sinkTakesOthers = movement.deliveredBesides(counters.delivered) >= peers;
        return sinkTakesOthers ? ProgressState.STUCK : ProgressState.WAITING_FOR_SINK;
    }

    private static ProgressState moving(PartitionState partition) {
        if (partition.probation != null) {
            return ProgressState.CAREFUL;
        }
        return partition.paused ? ProgressState.FULL : ProgressState.MOVING;
    }

    /** How all of them fare: as the worst does, unless the loop as a whole is in a state that says more. */
    static Progress all(ProgressState overall, List<PartitionWhy> partitions, Instant now) {
        if (overall != ProgressState.MOVING) {
            return new Progress(overall, now);
        }
        var worst = new Progress(ProgressState.STANDBY, now);
        boolean first = true;
        for (var partition : partitions) {
            var progress = partition.progress();
            if (first || isWorse(progress, worst)) {
                worst = progress;
                first = false;
            }
        }
        return worst;
    }

    private static boolean isWorse(Progress progress, Progress than) {
        int difference = progress.state().compareTo(than.state());
        return difference > 0 || (difference == 0 && progress.since().isBefore(than.since()));
    }
}
