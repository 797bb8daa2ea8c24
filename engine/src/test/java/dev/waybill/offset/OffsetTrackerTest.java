package dev.waybill.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTrackerTest {
    @Test
    void headStopsAtTheFirstUnsettledOffset() {
        var tracker = tracking(10, 11, 12);

        tracker.settle(12);
        tracker.settle(10);

        assertThat(tracker.head()).isEqualTo(11);
        assertThat(tracker.unsettled()).isEqualTo(1);
        assertThat(tracker.span()).isEqualTo(2);
    }

    @Test
    void headPassesEverythingThatWasHeldOnceTheFirstIsSettled() {
        var tracker = tracking(0, 1, 2, 3);

        tracker.settle(3);
        tracker.settle(1);
        tracker.settle(2);
        tracker.settle(0);

        assertThat(tracker.head()).isEqualTo(4);
        assertThat(tracker.span()).isZero();
    }

    @Test
    void offsetsThatDoNotExistCountAsSettled() {
        var tracker = tracking(0, 2, 6, 8);

        tracker.settle(0);
        tracker.settle(2);
        tracker.settle(8);

        assertThat(tracker.head()).isEqualTo(6);
        tracker.settle(6);
        assertThat(tracker.head()).isEqualTo(9);
    }

    @Test
    void aTrailingGapIsClosedByThePositionOfTheReader() {
        var tracker = tracking(8);
        tracker.skipTo(12);

        tracker.settle(8);

        assertThat(tracker.head()).isEqualTo(12);
    }

    @Test
    void aGapOfABillionCostsNoMemory() {
        var tracker = tracking(0, 1_000_000_000_000L, 1_000_000_000_001L);

        tracker.settle(1_000_000_000_000L);

        assertThat(tracker.head()).isZero();
        assertThat(tracker.memory()).isLessThanOrEqualTo(128);
        tracker.settle(0);
        assertThat(tracker.head()).isEqualTo(1_000_000_000_001L);
    }

    @Test
    void anOffsetIsSettledOnce() {
        var tracker = tracking(0, 1);

        assertThat(tracker.settle(1)).isTrue();
        assertThat(tracker.settle(1)).isFalse();
        assertThat(tracker.head()).isZero();
    }

    @Test
    void offsetsOutsideTheSpanAreRefused() {
        var tracker = tracking(5, 6);
        tracker.settle(5);

        assertThat(tracker.settle(5)).isFalse();
        assertThat(tracker.settle(4)).isFalse();
        assertThat(tracker.settle(7)).isFalse();
        assertThat(tracker.head()).isEqualTo(6);
    }

    @Test
    void anOffsetInsideAWideGapIsRefused() {
        var tracker = tracking(0, 10_000);

        assertThat(tracker.settle(5_000)).isFalse();

        tracker.settle(0);
        assertThat(tracker.head()).isEqualTo(10_000);
    }

    @Test
    void goingBackIsRefused() {
        var tracker = tracking(5);

        assertThatThrownBy(() -> tracker.admit(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("offset 5 comes after 5");
    }

    @Test
    void aMillionOffsetsBehindAStuckHeadTakeAtMostFourBitsEach() {
        var tracker = new OffsetTracker(0);
        for (int i = 0; i < 1_000_000; i++) {
            tracker.admit(i);
        }

        for (int i = 1; i < 1_000_000; i += 2) {
            tracker.settle(i);
        }

        assertThat(tracker.head()).isZero();
        assertThat(tracker.memory() * 8).isLessThanOrEqualTo(4_000_000);
    }

    /** Compares the ring with a plain sorted set over random histories, wide and narrow gaps among them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithASortedSetOverRandomHistories(long seed) {
        var random = new Random(seed);
        var unsettled = new TreeSet<Long>();
        var open = new ArrayList<Long>();
        long next = random.nextInt(1000);
        var tracker = new OffsetTracker(next);

        for (int i = 0; i < 50_000; i++) {
            if (random.nextInt(100) < (i / 5000 % 2 == 0 ? 70 : 30) || open.isEmpty()) {
                next += random.nextInt(20) == 0 ? gap(random) : 0;
                tracker.admit(next);
                unsettled.add(next);
                open.add(next);
                next++;
            } else {
                int last = open.size() - 1;
                int pick = random.nextInt(10) == 0 ? 0 : last - Math.min(last, random.nextInt(200));
                long offset = open.set(pick, open.get(last));
                open.remove(last);
                unsettled.remove(offset);
                assertThat(tracker.settle(offset)).isTrue();
            }
            assertThat(tracker.head()).as("seed %d, step %d", seed, i).isEqualTo(head(unsettled, next));
            assertThat(tracker.unsettled()).isEqualTo(unsettled.size());
        }
    }

    private static long head(SortedSet<Long> unsettled, long next) {
        return unsettled.isEmpty() ? next : unsettled.first();
    }

    private static long gap(Random random) {
        return random.nextInt(5) == 0 ? 4000 + random.nextInt(200_000) : random.nextInt(300);
    }

    private static OffsetTracker tracking(long... offsets) {
        var tracker = new OffsetTracker(offsets[0]);
        for (long offset : offsets) {
            tracker.admit(offset);
        }
        return tracker;
    }
}
