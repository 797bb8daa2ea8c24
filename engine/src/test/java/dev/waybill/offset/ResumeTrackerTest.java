package dev.waybill.offset;

import static dev.waybill.offset.ResumeDataTest.PARTITION;
import static dev.waybill.offset.ResumeDataTest.TOPIC;
import static dev.waybill.offset.ResumeDataTest.accepted;
import static dev.waybill.offset.ResumeDataTest.held;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tracker that goes on where another ended, and the promise that what is held fits into a commit. */
class ResumeTrackerTest {
    @Test
    void whatAnotherRunHadSettledNeedNotBeDelivered() {
        var tracker = new OffsetTracker(new ResumeData(10, held(11, 13, 14, 15), ResumeExtras.NONE));

        assertThat(tracker.admit(10)).isTrue();
        assertThat(tracker.admit(11)).isFalse();
        assertThat(tracker.admit(12)).isFalse();
        assertThat(tracker.admit(13)).isTrue();
        assertThat(tracker.admit(14)).isFalse();
        assertThat(tracker.admit(15)).isTrue();

        tracker.settle(10);
        assertThat(tracker.head()).isEqualTo(13);
        tracker.settle(13);
        assertThat(tracker.head()).isEqualTo(15);
    }

    @Test
    void onlyRecordsThatWereSettledHereCountAsSettled() {
        var tracker = new OffsetTracker(new ResumeData(10, held(11, 13, 50, 51), ResumeExtras.NONE));
        for (long offset : List.of(10L, 11L, 13L, 14L, 40L, 50L, 2_000_000L, 2_000_001L)) {
            tracker.admit(offset);
        }

        tracker.settle(10);
        tracker.settle(40);
        tracker.settle(2_000_001);

        assertThat(tracker.settled()).as("11 and 50 were settled before").isEqualTo(3);
    }

    @Test
    void whatIsNotReadAgainYetIsStillKnown() {
        var tracker = new OffsetTracker(new ResumeData(0, held(1, 3, 100, 200), ResumeExtras.NONE));
        tracker.admit(0);
        tracker.admit(1);

        assertThat(tracker.held()).isEqualTo(held(1, 3, 100, 200));
        assertThat(tracker.heldCount()).isEqualTo(102);
    }

    @Test
    void offsetsThatWereCompactedAwayMeanwhileAreNoObstacle() {
        var tracker = new OffsetTracker(new ResumeData(10, held(11, 20), ResumeExtras.NONE));

        assertThat(tracker.admit(15)).isFalse();
        assertThat(tracker.admit(25)).isTrue();

        assertThat(tracker.head()).isEqualTo(25);
        assertThat(tracker.held()).isEqualTo(HeldRuns.NONE);
        assertThat(tracker.heldCount()).isZero();
    }

    @Test
    void aGapOfABillionIsOneRun() {
        var tracker = new OffsetTracker(0);
        tracker.admit(0);
        tracker.admit(1);
        tracker.admit(1_000_000_000_000L);
        tracker.settle(1);

        assertThat(tracker.held()).isEqualTo(held(1, 1_000_000_000_000L));
        String text =
                new ResumeData(0, tracker.held(), ResumeExtras.NONE).encode(ResumeFormat.DEFAULT, TOPIC, PARTITION);
        assertThat(accepted(text, 0).held()).isEqualTo(tracker.held());
    }

    /** A crash after any step: the next run delivers exactly what was not settled, however often that happens. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void exactlyTheUnsettledAreDeliveredAgainAfterEveryCrash(long seed) {
        var random = new Random(seed);
        var log = new TreeSet<Long>();
        for (long offset = random.nextInt(50); log.size() < 20_000; offset += 1 + gap(random)) {
            log.add(offset);
        }
        var settled = new HashSet<Long>();
        var tracker = new OffsetTracker(log.first());
        List<Long> open = new ArrayList<>();

        for (int step = 0; step < 25_000; step++) {
            if (random.nextInt(2_000) == 0) {
                String text = new ResumeData(tracker.head(), tracker.held(), ResumeExtras.NONE)
                        .encode(new ResumeFormat(Alphabet.ASCII, 1_000_000), TOPIC, PARTITION);
                long head = tracker.head();
                tracker = new OffsetTracker(accepted(text, head));
                assertThat(tracker.held()).isEqualTo(accepted(text, head).held());
                open.clear();
                compact(log, head, random);
            }
            Long next = log.ceiling(tracker.next());
            if (next != null && (open.isEmpty() || random.nextInt(100) < 60)) {
                assertThat(tracker.admit(next))
                        .as("seed %d, offset %d", seed, next)
                        .isEqualTo(!settled.contains(next));
                if (!settled.contains(next)) {
                    open.add(next);
                }
            } else if (!open.isEmpty()) {
                long offset = open.remove(Math.max(0, open.size() - 1 - random.nextInt(300)));
                assertThat(tracker.settle(offset)).isTrue();
                settled.add(offset);
            }
            long lowest = open.isEmpty()
                    ? tracker.next()
                    : open.stream().min(Long::compare).orElseThrow();
            assertThat(tracker.head()).as("seed %d, step %d", seed, step).isEqualTo(lowest);
        }
    }

    private static void compact(NavigableSet<Long> log, long from, Random random) {
        if (random.nextBoolean()) {
            log.tailSet(from).removeIf(offset -> random.nextInt(20) == 0);
        }
    }

    private static long gap(Random random) {
        int kind = random.nextInt(2_000);
        return kind == 0 ? random.nextInt(100_000) : kind < 200 ? random.nextInt(10) : 0;
    }

    /** Polls only while there is room; then settles in an order made to hurt. Nothing may ever be left out. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatWasAdmittedFitsInWhateverOrderItSettles(long seed) {
        var random = new Random(seed);
        var format = new ResumeFormat(
                random.nextBoolean() ? Alphabet.ASCII : Alphabet.WIDE,
                ResumeFormat.FEWEST_CHARS + random.nextInt(4_000));
        int poll = 1 + random.nextInt(600);
        var tracker = new OffsetTracker(0);
        tracker.admit(0); // the head that sticks
        var open = new ArrayList<Long>();

        for (int step = 0; step < 15; step++) {
            while (tracker.span() < 300_000 && open.size() < 8_000 && tracker.fits(format, poll, poll)) {
                for (int i = 0; i < poll; i++) {
                    open.add(tracker.next());
                    tracker.admit(tracker.next());
                }
            }
            int keep = random.nextInt(4) == 0 ? 0 : random.nextInt(open.size() + 1);
            int stride = 1 + random.nextInt(4);
            for (int i = open.size() - 1; i >= keep; i--) {
                if (i % stride == 0 || stride == 1) {
                    tracker.settle(open.remove(i));
                }
                if (i % 97 == 0) {
                    assertWhole(tracker, format, seed);
                }
            }
            assertWhole(tracker, format, seed);
        }
        assertThat(tracker.span()).isGreaterThan(poll);
    }

    private static void assertWhole(OffsetTracker tracker, ResumeFormat format, long seed) {
        String text = new ResumeData(0, tracker.held(), ResumeDataTest.fullExtras()).encode(format, TOPIC, PARTITION);
        assertThat(text.length()).as("seed %d", seed).isLessThanOrEqualTo(format.chars());
        assertThat(accepted(text, 0).held()).as("seed %d", seed).isEqualTo(tracker.held());
    }

    /** The bound holds for every choice of held offsets, not only for those that a tracker comes to. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noCodeIsLongerThanItsBound(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int span = 2 + random.nextInt(1 << (4 + random.nextInt(12)));
            double share = random.nextInt(3) == 0 ? 0.001 : random.nextDouble();
            boolean inRuns = random.nextBoolean();
            var held = new HeldRuns.Builder();
            int unsettled = 1;
            for (int offset = 1; offset < span; ) {
                int end = Math.min(span, offset + (inRuns ? 1 + random.nextInt(300) : 1));
                if (random.nextDouble() < share) {
                    unsettled += end - offset;
                } else {
                    held.add(offset, end);
                }
                offset = end;
            }
            var runs = held.build();
            if (!runs.isEmpty()) {
                assertThat(HeldCode.smallest(runs, 0).bits())
                        .as("seed %d, case %d", seed, i)
                        .isLessThanOrEqualTo(HeldCode.bound(span, unsettled));
            }
        }
    }

    @Test
    void aStuckHeadWithAFastSinkBehindItMayReachTheSpanLimit() {
        var tracker = new OffsetTracker(0);
        tracker.admit(0);

        while (tracker.span() < 100_000 && tracker.fits(ResumeFormat.DEFAULT, 2_000, 2_000)) {
            long from = tracker.next();
            for (int i = 0; i < 2_000; i++) {
                tracker.admit(from + i);
            }
            tracker.settleAll(from, from + 2_000);
        }

        assertThat(tracker.span()).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void nothingUnsettledIsAlwaysRoom() {
        var tracker = new OffsetTracker(0);

        assertThat(tracker.fits(new ResumeFormat(Alphabet.ASCII, 400), 1_000_000, 1_000_000))
                .isTrue();
        tracker.admit(0);
        assertThat(tracker.fits(new ResumeFormat(Alphabet.ASCII, 400), 1_000_000, 1_000_000))
                .isFalse();
    }

    @Test
    void whatAnotherRunHadReadMayBeReadAgainWhateverTheRoom() {
        var format = new ResumeFormat(Alphabet.ASCII, 400);
        var tracker = new OffsetTracker(new ResumeData(0, held(1, 2, 9_999, 10_000), ResumeExtras.NONE));
        tracker.admit(0);

        assertThat(tracker.fits(format, 500, 500)).isTrue();
        assertThat(tracker.fits(format, 20_000, 20_000)).isFalse();
    }
}
