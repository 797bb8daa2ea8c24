package dev.waybill.server.pipelines;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is kept of one process that is asked. Thread-safe: all state is guarded by {@code this}. */
final class Station {
    private static final double MILLIS = 1000.0;

    private final Target target;
    private final Samples samples = new Samples();
    private final Latency latency = new Latency();
    private ProcessFacts facts = ProcessFacts.UNKNOWN;
    private @Nullable Answer answer;
    private PipelineView.@Nullable Silence silence;

    Station(Target target) {
        this.target = target;
    }

    synchronized void answered(Answer now) {
        samples.add(sample(now));
        answer = now;
        silence = null;
    }

    private Sample sample(Answer now) {
        return new Sample(
                now.at(),
                rate(now),
                now.unfinished(),
                now.lag().isPresent() ? now.lag().getAsLong() : Double.NaN,
                now.held(),
                now.blockedFor().toMillis() / MILLIS,
                latency.quantile(0.5),
                latency.quantile(0.95),
                latency.quantile(0.99));
    }

    private double rate(Answer now) {
        Answer before = answer;
        if (before == null) {
            return Double.NaN;
        }
        double seconds = Duration.between(before.at(), now.at()).toMillis() / MILLIS;
        long delivered = now.totals().delivered() - before.totals().delivered();
        return seconds <= 0 || delivered < 0 ? Double.NaN : delivered / seconds;
    }

    synchronized void scraped(Scrape scrape) {
        facts = ProcessFacts.of(scrape);
        latency.add(scrape);
    }

    /** It did not answer. */
    synchronized void failed(Instant now, String reason) {
        silence = new PipelineView.Silence(silence == null ? now : silence.since(), reason);
    }

    synchronized PipelineView view() {
        return new PipelineView(
                target, Optional.ofNullable(answer), Optional.ofNullable(silence), facts, samples.all());
    }
}
