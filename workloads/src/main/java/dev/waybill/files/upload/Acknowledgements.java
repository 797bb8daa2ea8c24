package dev.waybill.files.upload;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Counts which chunks of a file the broker has. All go to one partition, so they are acknowledged in order, and the count says
 * which. After the first failure nothing is counted. Thread-safe: guarded by {@code this}.
 */
final class Acknowledgements implements Callback {
    /** Is told the end, once. */
    interface End {
        /**
         * All chunks that were sent are answered.
         *
         * @param planned what was planned for this case
         * @param problem why the broker did not take one of them; absent if it has all
         */
        void ended(Outcome planned, @Nullable Exception problem);
    }

    private final End end;
    private int delivered;
    private int waiting;
    private @Nullable Exception problem;
    private @Nullable Outcome planned;

    /** So many are acknowledged from before. */
    Acknowledgements(int delivered, End end) {
        this.delivered = delivered;
        this.end = end;
    }

    /** One more is on its way. */
    synchronized void sending() {
        waiting++;
    }

    /** No more will be sent. The end is told once all that were are answered, perhaps now. */
    void allSent(Outcome planned) {
        synchronized (this) {
            this.planned = planned;
            if (waiting > 0) {
                return;
            }
        }
        end.ended(planned, refusal());
    }

    synchronized int delivered() {
        return delivered;
    }

    boolean isRefused() {
        return refusal() != null;
    }

    private synchronized @Nullable Exception refusal() {
        return problem;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata where, @Nullable Exception thrown) {
        Outcome outcome;
        synchronized (this) {
            waiting--;
            if (problem == null && thrown == null) {
                delivered++;
            } else if (problem == null) {
                problem = thrown;
            }
            if (planned == null || waiting > 0) {
                return;
            }
            outcome = planned;
        }
        end.ended(outcome, refusal()); // not under the lock
    }
}
