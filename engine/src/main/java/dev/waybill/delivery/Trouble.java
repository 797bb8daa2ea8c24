package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.Failure;
import dev.waybill.offset.FailedAt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failed deliveries of one flight, or of one group. Confined to the loop's thread. */
final class Trouble {
    private final List<Case> cases = new ArrayList<>(1);

    /** What earlier runs counted, until it fails at that sink again. */
    private @Nullable FailedAt earlier;

    int failures;

    @Nullable
    Failure last;

    /** Where it failed last. */
    @Nullable
    SinkHealth lastSink;

    /**
     * What its failures at one sink say about it. Moments are those of that sink's {@link
     * dev.waybill.retry.PeerEvidence}.
     */
    static final class Case {
        final SinkHealth sink;
        final long firstFailure;
        private final long firstOvercome;
        long lastFailure;
        int failures;
        int counted;

        private Case(SinkHealth sink, int counted) {
            this.sink = sink;
            this.counted = counted;
            this.firstFailure = sink.evidence().now();
            this.lastFailure = firstFailure;
            this.firstOvercome = sink.evidence().overcome();
        }

        /** Which share of the deliveries of what the sink took failed, since the first failure: by chance, then. */
        double chance() {
            double failed = sink.evidence().overcome() - firstOvercome;
            double taken = sink.evidence().now() - firstFailure;
            return failed == 0 ? 0 : failed / (failed + taken);
        }
    }

    Trouble() {}

    /** Of a record that failed in {@code earlier} runs, if it did. */
    Trouble(@Nullable FailedAt earlier) {
        this.earlier = earlier;
        this.failures = earlier == null ? 0 : earlier.failures();
    }

    /** What is known of its failures at {@code sink}. */
    Case at(SinkHealth sink) {
        for (Case known : cases) {
            if (known.sink.equals(sink)) {
                return known;
            }
        }
        var begun = new Case(sink, takeEarlier(sink));
        cases.add(begun);
        return begun;
    }

    private int takeEarlier(SinkHealth sink) {
        FailedAt before = earlier;
        if (before == null || before.sink() != sink.number()) {
            return 0;
        }
        earlier = null;
        return before.failures();
    }

    /** Whatever failed at {@code sink} counts no more. */
    void forgive(SinkHealth sink) {
        cases.removeIf(known -> known.sink.equals(sink));
        takeEarlier(sink);
    }

    /** It was taken after all. */
    void overcome() {
        cases.forEach(known -> known.sink.evidence().overcame(known.failures));
    }

    /** How many of its failures count, at the sink where the most do; absent where none does. */
    @Nullable
    FailedAt counted() {
        FailedAt most = earlier;
        for (Case known : cases) {
            if (known.counted > (most == null ? 0 : most.failures())) {
                most = new FailedAt(known.counted, known.sink.number());
            }
        }
        return most;
    }

    Failure last() {
        return requireNonNull(last);
    }
}
