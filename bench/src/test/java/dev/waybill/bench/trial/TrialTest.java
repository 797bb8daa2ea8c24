package dev.waybill.bench.trial;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrialTest {
    @Test
    void reachesTheChildAsItWas() {
        var trial = Trial.delayed("topic", "group", 100, ofMillis(5), 1_000, ofMillis(700), ofSeconds(3))
                .with(Scenario.TRANSIENT)
                .notedIn("a file");

        assertThat(Trial.parse(trial.line())).isEqualTo(trial);
    }

    @Test
    void reachesTheChildWithoutAJournal() {
        var trial = Trial.immediate("topic", "group", 1_000, ofSeconds(3));

        assertThat(Trial.parse(trial.line())).isEqualTo(trial);
    }

    @Test
    void anOutcomeComesBackAsItWas() {
        var outcome = new Outcome(Outcome.Status.DONE, 1, 2, 3, 4, 5, 6);

        assertThat(Outcome.parse(outcome.line())).isEqualTo(outcome);
    }
}
