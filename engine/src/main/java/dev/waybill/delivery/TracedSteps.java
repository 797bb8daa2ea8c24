package dev.waybill.delivery;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.record.KafkaRecord;
import dev.waybill.trace.Attempt;
import dev.waybill.trace.CurrentAttempt;
import dev.waybill.trace.Delivery;
import dev.waybill.trace.DeliveryTracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The same, with a tracer that follows each attempt. Thread-safe. */
final class TracedSteps extends StepRunner {
    private final String pipeline;
    private final DeliveryTracer tracer;

    TracedSteps(DeliveryPlan plan, Mailbox mailbox, Executor workers, Standby standby) {
        super(plan.stages(), mailbox, workers, standby);
        this.pipeline = plan.name();
        this.tracer = plan.tracer();
    }

    @Override
    Outcome run(Piece piece) {
        if (piece instanceof Flight flight) {
            flight.attempt = begin(flight.record, flight.failures() + 1).orElse(null);
        } else if (piece instanceof Group group) {
            group.attempt = together(group).orElse(null);
        }
        return super.run(piece);
    }

    @Override
    Outcome start(KafkaRecord record, Chunk chunk, int i) {
        Optional<Attempt> attempt = begin(record, 1);
        if (attempt.isEmpty()) {
            return super.start(record, chunk, i);
        }
        Flight flight = chunk.traced(i, record);
        flight.attempt = attempt.get();
        return super.run(flight);
    }

    private Optional<Attempt> begin(KafkaRecord record, int number) {
        return tracer.begin(new Delivery(pipeline, record, number));
    }

    private Optional<Attempt> together(Group group) {
        List<Attempt> followed = new ArrayList<>();
        for (Piece member : group.members()) {
            Attempt attempt = of(member);
            if (attempt != null && !followed.contains(attempt)) { // once for all parts of a record
                followed.add(attempt);
            }
        }
        return followed.isEmpty() ? Optional.empty() : tracer.together(followed, group.size());
    }

    @Override
    Outcome goOn(Piece piece) {
        Attempt attempt = of(piece);
        if (attempt == null) {
            return super.goOn(piece);
        }
        var scope = CurrentAttempt.enter(attempt);
        try {
            return super.goOn(piece);
        } finally {
            scope.close();
        }
    }

    /** The attempt that {@code piece} is part of. */
    private static @Nullable Attempt of(Piece piece) {
        Piece whole = piece;
        while (whole instanceof Part part) {
            whole = part.split.whole;
        }
        return whole.attempt;
    }
}
