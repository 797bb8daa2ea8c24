package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.pid.plan.PidPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TrafficEventsTest {
    private static final int FIRST = 7_000;
    private final List<DemoEvent> templates = new StoryEvents(Samples.planner()).templates(Samples.OURS.events());

    @Test
    void oneOfSoManyIsBrokenHoweverLongItGoesOn() {
        var traffic = new TrafficEvents(templates, new Random(1), FIRST, 4);

        var isGood = Stream.generate(traffic::next)
                .limit(80)
                .map(TrafficEventsTest::isGood)
                .toList();

        for (int i = 0; i < isGood.size(); i++) {
            assertThat(isGood.get(i)).as("event %d", i).isEqualTo((i + 1) % 4 != 0);
        }
        assertThat(traffic.broken()).isEqualTo(20);
    }

    @Test
    void eachIsOfADatasetOfItsOwnAlsoBesideThoseOfAnEarlierStart() {
        var datasets = new HashSet<String>();
        for (int start : new int[] {FIRST, FIRST + 60}) {
            var traffic = new TrafficEvents(templates, new Random(start), start, 0);
            for (int i = 0; i < 60; i++) {
                datasets.add(Samples.register(traffic.next()).dataset().handle());
            }
            assertThat(traffic.broken()).isZero();
        }

        assertThat(datasets).hasSize(120);
    }

    private static boolean isGood(DemoEvent event) {
        return Planned.by(Samples.planner(), event.unsent()).asksFor(PidPlan.Register.class);
    }
}
