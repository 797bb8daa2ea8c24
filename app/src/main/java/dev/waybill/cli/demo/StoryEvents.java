package dev.waybill.cli.demo;

import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.plan.PidPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The events of the PID story, in the order in which they are sent. */
final class StoryEvents {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int GENERATED = 300;
    private static final int GOOD_BETWEEN_BROKEN = 25;

    private final PidPlanner planner;

    StoryEvents(PidPlanner planner) {
        this.planner = planner;
    }

    /** Events as they are, those that withdraw a dataset after all others. */
    List<DemoEvent> given(List<DemoEvent> samples) {
        var first = new ArrayList<DemoEvent>();
        var last = new ArrayList<DemoEvent>();
        for (DemoEvent event : samples) {
            (planned(event).asksFor(PidPlan.Withdraw.class) ? last : first).add(event);
        }
        first.addAll(last);
        return List.copyOf(first);
    }

    /** New events in the shape of the good samples, with broken ones among them. */
    List<DemoEvent> generated(List<DemoEvent> samples, RandomGenerator random) {
        var good = new GeneratedEvents(templates(samples), random);
        var events = new ArrayList<DemoEvent>();
        events.add(good.next().withoutKey());
        while (events.size() < GENERATED) {
            events.add(good.next());
        }
        int place = GOOD_BETWEEN_BROKEN;
        for (DemoEvent broken : BrokenEvents.of(good)) {
            events.add(place, broken);
            place += GOOD_BETWEEN_BROKEN + 1;
        }
        return List.copyOf(events);
    }

    /** The good ones of the samples that new events can be made after. */
    List<DemoEvent> templates(List<DemoEvent> samples) {
        return samples.stream().filter(this::isTemplate).toList();
    }

    private boolean isTemplate(DemoEvent event) {
        return GeneratedEvents.isTemplate(event)
                && planned(event).asksFor(PidPlan.Register.class)
                && JSON.readTree(event.value()).at("/data/payload/item").isObject();
    }

    private Planned planned(DemoEvent event) {
        return Planned.by(planner, event.unsent());
    }
}
