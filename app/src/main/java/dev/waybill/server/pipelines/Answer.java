package dev.waybill.server.pipelines;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a process answered to {@code /why}: docs/reference/why.md says what each of it means. Offsets count records of a
 * partition, sizes are bytes.
 *
 * @param answer the same in one sentence, for a person
 * @param inFlightRecords the oldest of what is under way, a bounded number
 */
public record Answer(
        String pipeline,
        Instant at,
        String state,
        Instant since,
        String answer,
        long unfinished,
        long unfinishedBytes,
        long inFlight,
        Waiting waiting,
        Totals totals,
        Breaker breaker,
        long repeatsIfKilled,
        List<Partition> partitions,
        List<Underway> inFlightRecords) {
    @SuppressWarnings("NullAway") // a process of an earlier version says less
    public Answer {
        totals = totals == null ? Totals.NONE : totals;
        waiting = waiting == null ? new Waiting(0, 0, 0, 0) : waiting;
        partitions = partitions == null ? List.of() : List.copyOf(partitions);
        inFlightRecords = inFlightRecords == null ? List.of() : List.copyOf(inFlightRecords);
    }

    /** Records read, neither settled nor with a worker, by what they wait for. */
    public record Waiting(long turn, long retry, long parking, long gather) {}

    /** Counts since its run began. */
    public record Totals(long delivered, long filtered, long parked, long failedAttempts) {
        static final Totals NONE = new Totals(0, 0, 0, 0);
    }

    /**
     * Whether its sink is asked.
     *
     * @param state {@code closed}, {@code half_open} or {@code open}
     * @param failureClass of what opened it; absent while it is closed, as are the next three
     */
    public record Breaker(
            String state,
            long allowance,
            long opened,
            Optional<Instant> since,
            @JsonProperty("class") Optional<String> failureClass,
            Optional<String> error,
            Optional<Instant> nextProbe) {
        public boolean isClosed() {
            return state.equals("closed");
        }
    }

    /** One partition that it reads. */
    public record Partition(
            String topic,
            int partition,
            String state,
            Instant since,
            OptionalLong committed,
            OptionalLong head,
            OptionalLong next,
            OptionalLong logEnd,
            OptionalLong lag,
            long held,
            long unfinished,
            long inFlight,
            Waiting waiting,
            long repeatsIfKilled,
            Optional<Blocking> blocking,
            Retention retention) {
        public String name() {
            return topic + "-" + partition;
        }

        /** Whether a record holds the head back. */
        public boolean isBlocked() {
            return isBlockedState(state);
        }
    }

    /** The record at the head of a partition. */
    public record Blocking(
            long offset,
            Optional<String> key,
            Optional<Instant> timestamp,
            String where,
            Optional<Double> ageSeconds,
            int attempts,
            @JsonProperty("class") Optional<String> failureClass,
            Optional<String> error,
            Optional<Instant> nextAttempt) {}

    /** When the log deletes what has not arrived. */
    public record Retention(
            OptionalLong logStart, Optional<Double> seconds, Optional<Double> marginSeconds, long lostRecords) {}

    /** A record that has not arrived. */
    public record Underway(
            String topic,
            int partition,
            long offset,
            Optional<String> key,
            String where,
            double ageSeconds,
            int attempts,
            @JsonProperty("class") Optional<String> failureClass,
            Optional<String> error) {}

    /** Records of the log that have not arrived; absent where no log end is known. */
    public OptionalLong lag() {
        return partitions.stream().anyMatch(p -> p.lag().isPresent())
                ? OptionalLong.of(
                        partitions.stream().mapToLong(p -> p.lag().orElse(0)).sum())
                : OptionalLong.empty();
    }

    /** Settled above the heads, not yet committable. */
    public long held() {
        return partitions.stream().mapToLong(Partition::held).sum();
    }

    /** Whether a record holds a head back. */
    public boolean isBlocked() {
        return isBlockedState(state);
    }

    private static boolean isBlockedState(String state) {
        return state.equals("stuck") || state.equals("waiting_for_sink") || state.equals("stopped");
    }

    /** How long nothing has moved; nothing while it is not blocked. */
    public Duration blockedFor() {
        return isBlocked() ? Duration.between(since, at) : Duration.ZERO;
    }

    /** Age of the oldest record at a head; nothing where all has arrived. */
    public Optional<Duration> oldest() {
        return partitions.stream()
                .flatMap(p -> p.blocking().stream())
                .flatMap(b -> b.ageSeconds().stream())
                .max(Comparator.naturalOrder())
                .map(seconds -> Duration.ofMillis((long) (seconds * 1000)));
    }

    /** Time until retention deletes a record that has not arrived; absent where none is at risk. */
    public Optional<Duration> retentionMargin() {
        return partitions.stream()
                .flatMap(p -> p.retention().marginSeconds().stream())
                .min(Comparator.naturalOrder())
                .map(seconds -> Duration.ofSeconds(seconds.longValue()));
    }
}
