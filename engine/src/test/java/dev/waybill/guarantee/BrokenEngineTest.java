package dev.waybill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines that were broken on purpose: the judge of the broken rule notices each. */
final class BrokenEngineTest {
    private static final long FIRST_SEED = 1;
    private static final int MOST_RUNS = 4_000;

    static Stream<Breakage> breakages() {
        return Breakages.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakages")
    void isCaught(Breakage breakage, @TempDir Path folder) throws Exception {
        String rule = breakage.caughtBy().getSimpleName();
        var others = new TreeSet<String>();
        try (var build = BrokenBuild.of(breakage, folder)) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + MOST_RUNS; seed++) {
                List<String> violations = build.violations(seed);
                if (breakage.isNoticed(violations)) {
                    assertThat(Simulation.violations(seed))
                            .as("the unbroken engine, seed %d", seed)
                            .isEmpty();
                    return;
                }
                violations.forEach(v -> others.add(v.substring(0, v.indexOf(':'))));
            }
        }
        fail(
                "%s did not notice an engine that %s in %d runs; other rules that did: %s",
                rule, breakage, MOST_RUNS, others);
    }
}
