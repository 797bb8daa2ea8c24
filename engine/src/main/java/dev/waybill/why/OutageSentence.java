package dev.waybill.why;

import java.time.Duration;
import java.time.Instant;

/** That the sink does not work, what it said, and what happens next, in one sentence. */
final class OutageSentence {
    private OutageSentence() {}

    static String of(Outage outage, Why why) {
        var text = new StringBuilder("the sink is unavailable since ");
        text.append(Amounts.time(Duration.between(outage.since(), why.at())));
        text.append(", last: ").append(outage.classCode()).append(": ").append(Printable.of(outage.error()));
        text.append("; ").append(next(outage, why.at()));
        text.append("; ").append(Amounts.records(why.load().unfinished()));
        text.append(why.load().unfinished() == 1 ? " waits" : " wait").append(", none is parked for it");
        return text.toString();
    }

    private static String next(Outage outage, Instant at) {
        return outage.nextProbe()
                .map(next -> "left alone, asked again in " + Amounts.time(Duration.between(at, next)))
                .orElse("being asked again, few at once");
    }
}
