package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.failure.FailurePolicy;
import dev.waybill.guarantee.FewRepeats.Resume;
import dev.waybill.offset.ResumeFormat;
import dev.waybill.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a simulated run is like: drawn once, from its seed.
 *
 * @param widestGap offsets without a record between two records
 * @param percentKillers of the records that end the process that delivers them; 0 in most runs
 * @param percentAtOnce of the steps that may take their time end before their call returns
 */
record Circumstances(
        int order,
        Limits limits,
        RetryPolicy retry,
        Blueprint pipeline,
        int keys,
        int records,
        int perPoll,
        int widestGap,
        int percentKillers,
        int percentAtOnce,
        int percentFailing,
        int steps) {
    static final int PARTITIONS = 3;
    private static final int MANY = 100;
    private static final int VERY_LONG = 2_000;
    private static final int LARGE_POLL = 300;
    private static final int FEW_BYTES = 40; // a few records
    private static final int MANY_BYTES = 1 << 20;
    private static final int LARGEST_RECORD = 32;
    static final Duration LONGEST_STEP = ofMillis(20);
    private static final Duration LONGEST_KILL =
            ofSeconds(3); // from its turn on: a record that takes longer is not found
    private static final Duration GRACE = ofMillis(200); // a member may not be looked after for several steps

    static Circumstances drawnFrom(Random random) {
        int inFlight = 1 + random.nextInt(random.nextBoolean() ? 12 : 80);
        int buffered = inFlight + random.nextInt(30);
        int span = 8 + random.nextInt(60);
        var limits = new Limits(
                inFlight,
                buffered,
                random.nextInt(3) == 0 ? FEW_BYTES + random.nextInt(10 * FEW_BYTES) : MANY_BYTES,
                span,
                ofMillis(20 + random.nextInt(80)),
                ofMillis(20 + random.nextInt(200)),
                ResumeFormat.DEFAULT.withChars(List.of(0, 400, 4096, 4096, 4096).get(random.nextInt(5))));
        boolean hasManyKeys = random.nextInt(6) == 0;
        boolean isLong = random.nextInt(20) == 0;
        boolean hasKillers = random.nextInt(6) == 0 && limits.resume().chars() > 0;
        if (isLong) { // more may be held than a commit can tell
            limits = limits.withSpan(VERY_LONG).withBuffered(VERY_LONG).withResumeChars(ResumeFormat.FEWEST_CHARS);
        }
        int order = random.nextInt(4);
        var retry = new RetryPolicy(2 + random.nextInt(2), 1 + random.nextInt(3), ofMillis(1), ofMillis(60));
        var pipeline = Blueprint.drawnFrom(random);
        return new Circumstances(
                pipeline.whenGivenUp() == FailurePolicy.HOLD_KEY ? Math.max(1, order) : order,
                hasKillers ? limits.withDrain(LONGEST_KILL) : limits,
                retry,
                pipeline,
                hasManyKeys || isLong ? MANY + 1 + random.nextInt(30) : 1 + random.nextInt(12),
                isLong ? 2 * LARGE_POLL + 200 : hasManyKeys ? 400 : 60 + random.nextInt(90),
                isLong ? LARGE_POLL : 1 + random.nextInt(40),
                isLong || random.nextInt(3) == 0 ? 12 : 0,
                hasKillers ? 2 : 0,
                List.of(0, 50, 90, 99).get(random.nextInt(4)),
                random.nextInt(3) * 15,
                250);
    }

    /** Whether a partition has more keys than it has lanes at first. */
    boolean hasManyKeys() {
        return keys > MANY;
    }

    Ordering ordering() {
        return order == 0 ? Ordering.none() : order == 1 ? Ordering.partition() : Ordering.key();
    }

    /** How long a worker may be held up in the middle of a task: the loop may give partitions up meanwhile. */
    private Duration heldUp() {
        return GRACE.plus(limits.drain());
    }

    /** The judges of such a run. */
    List<Rule> rules() {
        int perPollOfAll = perPoll * PARTITIONS;
        int underWay = Math.max(limits.inFlight(), pipeline.form() == Form.BATCH ? pipeline.batch() : 1);
        int offsetsPerPoll = perPoll * (1 + widestGap);
        var rules = new ArrayList<Rule>(List.of(
                new NoLoss(),
                new CommitStaysBehind(),
                new CommitsCatchUp(),
                new FewRepeats(limits.resume().chars() == 0 ? Resume.OFFSET : Resume.EXACT, underWay),
                new CommitsRise(),
                new ParkedIntact(),
                pipeline.form().parked(retry, pipeline.breaker(), GRACE),
                pipeline.form().quiet(pipeline.breaker(), GRACE, 1),
                StandsStill.onceReleased(heldUp()),
                new BoundsHeld(
                        underWay,
                        limits.buffered() + perPollOfAll,
                        limits.bufferedBytes() + (long) perPollOfAll * LARGEST_RECORD,
                        limits.span() + offsetsPerPoll),
                new NoVisibleDuplicate()));
        if (order > 0) {
            rules.add(order == 1 ? KeyOrder.byPartition() : KeyOrder.byKey());
        }
        if (!pipeline.parks()) {
            rules.add(new NothingParked());
        }
        if (pipeline.whenGivenUp() == FailurePolicy.STOP) {
            rules.add(StandsStill.atPoison(heldUp()));
        }
        return rules;
    }
}
