package dev.waybill.guarantee;

import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import java.time.Duration;

/** What stands before the sink of a pipeline that is judged. */
enum Form {
    PLAIN,
    BATCH,
    FLAT_MAP,
    BRANCH;

    /** How many sinks it has: a branch has one each. */
    int sinks() {
        return this == BRANCH ? 2 : 1;
    }

    /** What opens one of the breakers for certain: with two sinks, twice the keys that open one. */
    BreakerPolicy breakers(BreakerPolicy each) {
        return new BreakerPolicy(
                sinks() * each.keys(), sinks() * each.fewest(), each.ratio(), each.firstPause(), each.longestPause());
    }

    /** Who judges what is parked: where a record has several parts, those are judged sink by sink. */
    Rule parked(RetryPolicy retry, BreakerPolicy each, Duration grace) {
        return this == FLAT_MAP || this == BRANCH
                ? new ParkedAtItsSink(retry, breakers(each), grace)
                : new ParkedForCause(retry, each, grace);
    }

    /** Who judges that an outage is left in peace, with so many deliveries for one question. */
    Rule quiet(BreakerPolicy each, Duration grace, int perQuestion) {
        return new QuietInOutage(breakers(each), grace, sinks() * perQuestion);
    }
}
