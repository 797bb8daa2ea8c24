package dev.waybill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.guarantee.Event.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a run, no rule is broken. {@code -Dwaybill.simulations=N} runs more of them, {@code -Dwaybill.seed=N}
 * one again; both, as many from that seed on.
 */
final class SimulationTest {
    private static final long FIRST_SEED = 20_261_121;

    @Test
    void noRuleIsBrokenWhateverHappens() {
        Long given = Long.getLong("waybill.seed");
        long first = given == null ? FIRST_SEED : given;
        int simulations = Integer.getInteger("waybill.simulations", given == null ? 300 : 1);

        LongStream.range(first, first + simulations).forEach(SimulationTest::assertUnbroken);
    }

    private static void assertUnbroken(long seed) {
        assertThat(Simulation.violations(seed))
                .as("again with -Dwaybill.seed=%d", seed)
                .isEmpty();
    }

    @Test
    void theSameSeedIsTheSameRun() {
        List<Event> once = Simulation.history(FIRST_SEED).events();

        assertThat(Simulation.history(FIRST_SEED).events()).isEqualTo(once);
    }

    @Test
    void everythingThatCanHappenDoesHappen() {
        Map<Kind, Long> seen = new EnumMap<>(Kind.class);
        LongStream.range(FIRST_SEED, FIRST_SEED + 20)
                .mapToObj(seed -> Simulation.history(seed).events())
                .flatMap(List::stream)
                .forEach(event -> seen.merge(event.kind(), 1L, Long::sum));

        assertThat(seen.keySet()).containsExactlyInAnyOrder(Kind.values());
    }
}
