package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failed deliveries of one flight, or of one group. Confined to the loop's thread. */
final class Trouble {
    private final List<Case> cases = new ArrayList<>(1);
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

        Case(SinkHealth sink, int counted) {
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

    /** What is known of its failures at {@code sink}; {@code counted} before now, if nothing is. */
    Case at(SinkHealth sink, int counted) {
        for (Case known : cases) {
            if (known.sink.equals(sink)) {
                return known;
            }
        }
        var begun = new Case(sink, counted);
        cases.add(begun);
        return begun;
    }

    /** Whatever failed at {@code sink} counts no more. */
    void forgive(SinkHealth sink) {
        cases.removeIf(known -> known.sink.equals(sink));
    }

    /** It was taken after all. */
    void overcome() {
        cases.forEach(known -> known.sink.evidence().overcame(known.failures));
    }

    /** How many of its failures count, at the sink where the most do. */
    int counted() {
        int most = 0;
        for (Case known : cases) {
            most = Math.max(most, known.counted);
        }
        return most;
    }

    Failure last() {
        return requireNonNull(last);
    }
}
