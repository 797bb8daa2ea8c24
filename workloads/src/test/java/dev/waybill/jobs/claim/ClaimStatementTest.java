package dev.waybill.jobs.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimStatementTest {
    @Test
    void theTextOfAChoiceIsMadeOnce() {
        String first = ClaimStatement.of(1, Action.ALL);

        assertThat(ClaimStatement.of(1, EnumSet.allOf(Action.class))).isSameAs(first);
    }

    @Test
    void whatIsChangedAfterwardsIsAnotherChoice() {
        var actions = EnumSet.of(Action.PROCESS);
        ClaimStatement.of(2, actions);

        actions.add(Action.DELETE);

        assertThat(ClaimStatement.of(2, actions)).contains("ARRAY['process', 'delete']");
        assertThat(ClaimStatement.of(2, Set.of(Action.PROCESS))).contains("ARRAY['process']");
    }

    @Test
    void eachChoiceHasItsTextHoweverManyThereAre() {
        for (int most = 1; most <= Claims.MOST_AT_ONCE; most++) {
            assertThat(ClaimStatement.of(most, Set.of(Action.UPDATE))).contains("LIMIT " + most, "ARRAY['update']");
        }
    }
}
