package dev.waybill.guarantee;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.KafkaRecord;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A record that goes to the sink in parts, written down as one delivery: an attempt begins with its first part and is over
 * when the last that it needs came back.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
final class Whole {
    private final Witness witness;
    private final KafkaRecord record;
    private final Set<Integer> absent = new TreeSet<>(); // the sink does not have them
    private final Set<Integer> unheard = new TreeSet<>(); // the caller does not know that the sink has them
    private final Set<Integer> toCall = new TreeSet<>();
    private final int parts;
    private int out;
    private @Nullable DeliveryException failure;

    Whole(Witness witness, KafkaRecord record, int parts) {
        this.witness = witness;
        this.record = record;
        this.parts = parts;
        IntStream.range(0, parts).forEach(absent::add);
        unheard.addAll(absent);
    }

    /** The part of that number, as what a call brings. */
    Load part(int number) {
        return new PartOf(this, number);
    }

    private record PartOf(Whole whole, int number) implements Load {
        @Override
        public Witness witness() {
            return whole.witness;
        }

        @Override
        public List<KafkaRecord> records() {
            return List.of(whole.record);
        }

        @Override
        public String part() {
            return number + 1 + "/" + whole.parts;
        }

        @Override
        public void began() {
            whole.began(number);
        }

        @Override
        public void arrived(KafkaRecord record) {
            whole.arrived(number);
        }

        @Override
        public void taken() {
            whole.taken(number);
        }

        @Override
        public void refused(DeliveryException why) {
            whole.refused(why);
        }
    }

    private synchronized void arrived(int number) {
        absent.remove(number);
    }

    private synchronized void taken(int number) {
        unheard.remove(number);
        cameBack();
    }

    private synchronized void refused(DeliveryException why) {
        failure = graver(why);
        cameBack();
    }

    private synchronized void began(int number) {
        if (out == 0 && toCall.isEmpty()) {
            toCall.addAll(unheard);
            failure = null;
            witness.began(record);
        }
        toCall.remove(number);
        out++;
    }

    private void cameBack() {
        if (--out > 0 || !toCall.isEmpty()) {
            return;
        }
        if (absent.isEmpty()) {
            witness.arrived(record);
        }
        if (failure != null) {
            witness.refused(record, failure);
        }
    }

    /** What speaks for the whole: that it is poison only if nothing else is wrong. */
    private DeliveryException graver(DeliveryException why) {
        boolean wasPoison = failure != null && failure.failure().failureClass() == FailureClass.POISON;
        return failure == null || wasPoison ? why : failure;
    }
}
