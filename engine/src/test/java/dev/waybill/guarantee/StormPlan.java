package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.guarantee.FewRepeats.Resume;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import dev.waybill.source.GroupProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the pipeline and the group of a storm are like: drawn once, from its seed.
 *
 * @param isStatic members come back under the name that they had
 * @param resumeChars 0 if a commit tells nothing but its offset
 */
record StormPlan(Order order, GroupProtocol protocol, boolean isStatic, Form form, int resumeChars) {
    static final RetryPolicy RETRY = new RetryPolicy(4, 5, ofMillis(50), ofMillis(500));
    static final BreakerPolicy BREAKER = BreakerPolicy.DEFAULT;
    static final int LARGEST_POLL = 50;
    static final int BATCH = 8;
    static final Duration SESSION = ofSeconds(3);

    /** A process that is busy, or has just been started, hears of things later than they happen. */
    private static final Duration GRACE = ofSeconds(1);

    private static final int IN_FLIGHT = 16;
    private static final int BUFFERED = 200;
    private static final int SPAN = 150;

    /** Which records wait for each other. */
    enum Order {
        NONE,
        KEY,
        PARTITION
    }

    static StormPlan drawnFrom(long seed) {
        var random = new Random(seed);
        random.nextInt(); // the first numbers of seeds in a row are much alike
        var orders = Order.values();
        var forms = Form.values();
        return new StormPlan(
                orders[random.nextInt(orders.length)],
                random.nextBoolean() ? GroupProtocol.CLASSIC : GroupProtocol.CONSUMER,
                random.nextInt(3) == 0,
                forms[random.nextInt(forms.length)],
                List.of(0, 400, 4096, 4096).get(random.nextInt(4)));
    }

    /** As one word, for the command line of a worker. */
    String text() {
        return String.join(
                ",",
                order.name(),
                protocol.name(),
                Boolean.toString(isStatic),
                form.name(),
                Integer.toString(resumeChars));
    }

    static StormPlan parse(String text) {
        String[] words = text.split(",", 5);
        return new StormPlan(
                Order.valueOf(words[0]),
                GroupProtocol.valueOf(words[1]),
                Boolean.parseBoolean(words[2]),
                Form.valueOf(words[3]),
                Integer.parseInt(words[4]));
    }

    Ordering ordering() {
        return switch (order) {
            case NONE -> Ordering.none();
            case KEY -> Ordering.key();
            case PARTITION -> Ordering.partition();
        };
    }

    Limits limits() {
        return Limits.DEFAULT
                .withInFlight(IN_FLIGHT)
                .withBuffered(BUFFERED)
                .withSpan(SPAN)
                .withDrain(ofSeconds(2))
                .withResumeChars(resumeChars);
    }

    /** The judges of such a storm. */
    List<Rule> rules() {
        var rules = new ArrayList<Rule>(List.of(
                new NoLoss(),
                new CommitStaysBehind(),
                new CommitsCatchUp(),
                new FewRepeats(resumeChars == 0 ? Resume.OFFSET : Resume.EXACT, IN_FLIGHT),
                new CommitsRise(),
                new ParkedIntact(),
                form.parked(RETRY, BREAKER, GRACE),
                form.quiet(BREAKER, GRACE, IN_FLIGHT / 2),
                StandsStill.onceReleased(GRACE),
                new BoundsHeld(IN_FLIGHT, BUFFERED + LARGEST_POLL, Limits.DEFAULT.bufferedBytes(), SPAN + LARGEST_POLL),
                new NoVisibleDuplicate()));
        if (order != Order.NONE) {
            rules.add(order == Order.KEY ? KeyOrder.byKey() : KeyOrder.byPartition());
        }
        return rules;
    }
}
