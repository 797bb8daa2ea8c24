package dev.waybill.retry;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.retry.Breaker.State;
import dev.waybill.testkit.ManualTime;
import org.junit.jupiter.api.Test;

final class BreakerTest {
    private static final Failure TIMEOUT =
            DeliveryException.retriable("timed out", null).failure();
    private static final Failure BUG = Failure.of(new IllegalStateException("nobody foresaw this"));
    private static final Failure POISON =
            DeliveryException.poison("no such field").failure();

    private final ManualTime time = new ManualTime();
    private final BreakerPolicy policy = new BreakerPolicy(10, 4, 0.5, ofSeconds(1), ofSeconds(3));
    private final Breaker breaker = new Breaker(policy, time, 100);

    @Test
    void staysClosedWhileOneKeyFailsAgainAndAgain() {
        for (int i = 0; i < 50; i++) {
            breaker.failed("a", TIMEOUT);
        }

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.allowance()).isEqualTo(100);
    }

    @Test
    void opensWhenHalfOfTheKeysFail() {
        breaker.failed("0", TIMEOUT);
        for (int i = 1; i < 6; i++) {
            breaker.answered("answered" + i);
        }
        for (int i = 1; i < 4; i++) {
            breaker.failed("failed" + i, TIMEOUT);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        breaker.failed("f", TIMEOUT);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.allowance()).isZero();
        assertThat(breaker.openedBy()).isEqualTo(TIMEOUT);
    }

    @Test
    void opensSoonerWhenHardlyAnyKeyIsTaken() {
        breaker.failed("key0", TIMEOUT);
        breaker.answered("a");
        for (int i = 1; i < 4; i++) {
            breaker.failed("key" + i, TIMEOUT);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        breaker.failed("key4", TIMEOUT);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aFewKeysThatAlwaysFailDoNotOpenItAgainAndAgain() {
        for (int round = 0; round < 10; round++) {
            time.advance(ofSeconds(3));
            breaker.allowance();
            breaker.answered("fresh" + round);
            for (int i = 0; i < 4; i++) {
                breaker.failed("broken" + i, TIMEOUT);
            }
        }

        assertThat(breaker.opened()).isLessThan(3);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void unforeseenFailuresOpenItOnlyWhenNearlyNothingElseIsHeard() {
        for (int i = 0; i < 7; i++) {
            breaker.failed("bug" + i, BUG);
        }
        breaker.answered("a");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        for (int i = 0; i < 9; i++) {
            breaker.failed("more" + i, BUG);
        }

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void asksAgainSoonAfterUnforeseenFailures() {
        for (int i = 0; i < 8; i++) {
            breaker.failed("bug" + i, BUG);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(breaker.state()).isEqualTo(State.OPEN);
            time.advance(ofSeconds(1));
            assertThat(breaker.allowance()).isEqualTo(1);
            breaker.failed("probe" + i, BUG);
        }
    }

    @Test
    void brokenRecordsSayNothingAgainstTheSink() {
        for (int i = 0; i < 50; i++) {
            breaker.failed("key" + i, POISON);
        }

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void tellsOnlyWhatWasDeliveredLast() {
        for (int i = 0; i < 3; i++) {
            breaker.failed("key" + i, TIMEOUT);
        }
        for (int i = 0; i < 10; i++) {
            breaker.answered("other" + i);
        }

        assertThat(breaker.isCalm()).isTrue();
    }

    @Test
    void asksOnceAfterThePauseThenMoreWithEachSuccess() {
        open();

        time.advance(ofMillis(999));
        assertThat(breaker.allowance()).isZero();
        time.advance(ofMillis(1));
        assertThat(breaker.allowance()).isEqualTo(1);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);

        breaker.answered("x");
        assertThat(breaker.allowance()).isEqualTo(2);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        breaker.failed("z", TIMEOUT);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        for (int i = 0; i < 12; i++) {
            breaker.answered("y" + i);
        }
        assertThat(breaker.allowance()).isEqualTo(100);
        assertThat(breaker.isCalm()).isTrue();
    }

    @Test
    void pausesLongerWithEachProbeThatFailsUpToTheBound() {
        open();
        for (var expected : new java.time.Duration[] {ofSeconds(1), ofSeconds(2), ofSeconds(3), ofSeconds(3)}) {
            time.advance(expected.minusMillis(1));
            assertThat(breaker.allowance()).isZero();
            time.advance(ofMillis(1));
            assertThat(breaker.allowance()).isEqualTo(1);
            breaker.failed("probe", TIMEOUT);
        }
    }

    @Test
    void aSinkThatAsksForTimeGetsItAndThenHalfAsMuch() {
        Failure throttled = DeliveryException.throttled("429", ofSeconds(7)).failure();

        breaker.failed("a", throttled);
        breaker.failed("b", throttled);

        time.advance(ofMillis(6_999));
        assertThat(breaker.allowance()).isZero();
        time.advance(ofMillis(1));
        assertThat(breaker.allowance()).isEqualTo(50);
        for (int i = 0; i < 120; i++) {
            breaker.answered("key" + i);
        }
        assertThat(breaker.allowance()).isBetween(51, 53);
    }

    @Test
    void refusesPoliciesThatMakeNoSense() {
        assertThatThrownBy(() -> new BreakerPolicy(3, 4, 0.5, ofSeconds(1), ofSeconds(1)))
                .hasMessageContaining("breaker.keys");
        assertThatThrownBy(() -> new BreakerPolicy(4, 4, 0, ofSeconds(1), ofSeconds(1)))
                .hasMessageContaining("breaker.ratio");
        assertThatThrownBy(() -> new BreakerPolicy(4, 4, 1, ofSeconds(2), ofSeconds(1)))
                .hasMessageContaining("breaker.first_pause");
    }

    private void open() {
        for (int i = 0; i < 4; i++) {
            breaker.failed("key" + i, TIMEOUT);
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }
}
