package dev.waybill.cli.demo;

import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What should become of records that were sent: the handles, and which records are parked, and why. */
final class Expectation {
    /** A record that should be parked. */
    record ToBeParked(KafkaRecord record, Refusal refusal) {}

    private final PidPlanner planner;
    private final ExpectedHandles handles = new ExpectedHandles();
    private final Map<Position, ToBeParked> parked = new LinkedHashMap<>();
    private long events;

    private Expectation(PidPlanner planner) {
        this.planner = planner;
    }

    /** Plans the records in their order; what the pipeline did with them is not looked at. */
    static Expectation of(List<KafkaRecord> sent, PidPlanner planner) {
        var expectation = new Expectation(planner);
        for (KafkaRecord record : sent) {
            expectation.add(record);
        }
        return expectation;
    }

    private void add(KafkaRecord record) {
        events++;
        Planned planned = Planned.by(planner, record);
        if (planned instanceof Planned.Refused refused) {
            parked.put(record.position(), new ToBeParked(record, Refusal.exactly(refused.reason())));
        } else if (planned instanceof Planned.Asking asking) {
            handles.apply(asking.plan())
                    .ifPresent(refusal -> parked.put(record.position(), new ToBeParked(record, refusal)));
        } else {
            throw new AssertionError(planned);
        }
    }

    /** One more plan, carried out after all others. */
    void add(PidPlan plan) {
        handles.apply(plan);
    }

    ExpectedHandles handles() {
        return handles;
    }

    Map<Position, ToBeParked> parked() {
        return Map.copyOf(parked);
    }

    long events() {
        return events;
    }

    long delivered() {
        return events - parked.size();
    }
}
