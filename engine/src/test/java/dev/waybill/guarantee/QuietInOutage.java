package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.retry.BreakerPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** R7: once a process has noticed an outage, it only asks now and then whether that is over. */
final class QuietInOutage implements Rule {
    private final BreakerPolicy breaker;
    private final Duration grace;
    private final int perQuestion;

    /** @param perQuestion how many deliveries may begin to find out */
    QuietInOutage(BreakerPolicy breaker, Duration grace, int perQuestion) {
        this.breaker = breaker;
        this.grace = grace;
        this.perQuestion = perQuestion;
    }

    @Override
    public List<String> violations(List<Event> history) {
        var violations = new ArrayList<String>();
        for (Outage outage : Outage.noticed(history, breaker, grace)) {
            long began = history.stream()
                    .filter(e -> e.is(Kind.BEGAN) && e.process().equals(outage.process()))
                    .filter(e -> e.nanos() > outage.noticed() && e.nanos() < outage.end())
                    .count();
            long allowed = questions(outage.end() - outage.noticed()) * perQuestion;
            if (began > allowed) {
                violations.add("%s began %d deliveries in the last %d ms of an outage, at most %d allowed"
                        .formatted(outage.process(), began, (outage.end() - outage.noticed()) / 1_000_000, allowed));
            }
        }
        return violations;
    }

    /** How often it may ask within {@code nanos}: pauses double. */
    private long questions(long nanos) {
        long questions = 1;
        long pause = breaker.firstPause().toNanos();
        for (long left = nanos - pause; left >= 0; left -= pause) {
            questions++;
            pause = Math.min(pause * 2, breaker.longestPause().toNanos());
        }
        return questions;
    }
}
