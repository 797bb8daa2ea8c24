package dev.waybill.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Clock clock = new Clock();

    @Test
    void recordsStartAtTheRateAskedForAndNotInBursts() {
        var pace = new Pace(OptionalInt.of(50), clock);
        int started = 0;
        int largestBurst = 0;

        for (int i = 0; i < 1_000; i++) {
            int now = pace.atMost(200);
            largestBurst = Math.max(largestBurst, now);
            for (int n = 0; n < now; n++) {
                pace.started();
            }
            started += now;
            clock.nanos += Duration.ofMillis(10).toNanos();
        }

        assertThat(started).isBetween(499, 501);
        assertThat(largestBurst).isEqualTo(1);
    }

    @Test
    void aLongPauseIsNotMadeUpFor() {
        var pace = new Pace(OptionalInt.of(50), clock);
        clock.nanos += Duration.ofHours(1).toNanos();

        assertThat(pace.atMost(200)).isEqualTo(5);
    }

    @Test
    void theSlowestRateStillStartsSomething() {
        var pace = new Pace(OptionalInt.of(1), clock);
        pace.started();

        clock.nanos += Duration.ofMillis(900).toNanos();
        assertThat(pace.atMost(200)).isZero();
        clock.nanos += Duration.ofMillis(101).toNanos();
        assertThat(pace.atMost(200)).isEqualTo(1);
    }

    @Test
    void withoutARateAsManyAsThereIsRoomFor() {
        assertThat(new Pace(OptionalInt.empty(), clock).atMost(200)).isEqualTo(200);
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
