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
 * one again.
 */
final class SimulationTest {
    private static final int SIMULATIONS = Integer.getInteger("waybill.simulations", 300);
    private static final long FIRST_SEED = 20_261_121;

    @Test
    void noRuleIsBrokenWhateverHappens() {
        Long only = Long.getLong("waybill.seed");
        long first = only == null ? FIRST_SEED : only;
        long end = only == null ? FIRST_SEED + SIMULATIONS : only + 1;

        LongStream.range(first, end).forEach(SimulationTest::assertUnbroken);
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
