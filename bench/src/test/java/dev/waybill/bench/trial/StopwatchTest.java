package dev.waybill.bench.trial;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bench.contender.Contenders;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    private static final int RECORDS = 200;

    @Test
    void countsUpToTheLastRecord() {
        var outcome = measure(RECORDS, ofSeconds(10));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.DONE);
        assertThat(outcome.handled()).isEqualTo(RECORDS);
        assertThat(outcome.nanos()).isLessThan(ofSeconds(5).toNanos());
        assertThat(outcome.mostInFlight()).isEqualTo(1);
    }

    @Test
    void stopsWhenTheWindowIsOver() {
        var outcome = measure(RECORDS, ofMillis(50));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.DONE);
        assertThat(outcome.nanos())
                .isBetween(ofMillis(50).toNanos(), ofSeconds(5).toNanos());
        assertThat(outcome.handled()).isBetween(1L, RECORDS - 1L);
    }

    @Test
    void whoStopsInTheMiddleIsStalled() {
        var outcome = measure(RECORDS - 1, ofSeconds(10));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.STALLED);
        assertThat(outcome.handled()).isEqualTo(RECORDS - 1);
        assertThat(outcome.perSecond()).isNaN();
    }

    @Test
    void whoNeverBeginsIsStalled() {
        var outcome = measure(0, ofSeconds(10));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.STALLED);
    }

    /** Handles, one after another, only so many records of those that are waited for. */
    private static Outcome measure(int handled, Duration window) {
        var trial = Trial.delayed("topic", "group", 1, ofMillis(1), RECORDS, Duration.ZERO, window);
        try (var load = new Load(trial, Contenders.RAW_LOOP, null)) {
            handle(load, 0, handled);
            return new Stopwatch(load, trial, ofMillis(500), ofMillis(500)).measure();
        }
    }

    private static void handle(Load load, int offset, int end) {
        if (offset < end) {
            load.start(null, offset % 2, offset).thenRun(() -> handle(load, offset + 1, end));
        }
    }
}
