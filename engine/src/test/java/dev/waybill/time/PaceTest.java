package dev.waybill.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Clock clock = new Clock();

    @Test
    void recordsStartAtTheRateAskedForAndNotInBursts() {
        var pace = new Pace(50, clock);
        int started = 0;
        int largestBurst = 0;

        for (int i = 0; i < 1_000; i++) {
            int now = pace.atMost(200);
            largestBurst = Math.max(largestBurst, now);
            for (int n = 0; n < now; n++) {
                pace.started(1);
            }
            started += now;
            clock.nanos += Duration.ofMillis(10).toNanos();
        }

        assertThat(started).isBetween(499, 501);
        assertThat(largestBurst).isEqualTo(1);
    }

    @Test
    void aLongPauseIsNotMadeUpFor() {
        var pace = new Pace(50, clock);
        clock.nanos += Duration.ofHours(1).toNanos();

        assertThat(pace.atMost(200)).isEqualTo(5);
    }

    @Test
    void theSlowestRateStillStartsSomething() {
        var pace = new Pace(1, clock);
        pace.started(1);

        clock.nanos += Duration.ofMillis(900).toNanos();
        assertThat(pace.atMost(200)).isZero();
        clock.nanos += Duration.ofMillis(101).toNanos();
        assertThat(pace.atMost(200)).isEqualTo(1);
    }

    @Test
    void withoutARateAsManyAsThereIsRoomFor() {
        assertThat(new Pace(Double.POSITIVE_INFINITY, clock).atMost(200)).isEqualTo(200);
    }

    @Test
    void whatIsStartedBeyondTheRateIsMadeUpForFirst() {
        var pace = new Pace(50, clock);
        pace.started(3);

        clock.nanos += Duration.ofMillis(39).toNanos();
        assertThat(pace.isOpen()).isFalse();
        clock.nanos += Duration.ofMillis(2).toNanos();
        assertThat(pace.isOpen()).isTrue();
    }

    private static final class Clock implements Time {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }
    }
}
