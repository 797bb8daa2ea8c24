package dev.waybill.jobs.claim;

import static java.util.stream.Collectors.joining;

import dev.waybill.jobs.database.SqlText;
import java.util.Set;

/** The statement that claims, with a text of its own for each number of jobs and each choice of actions. */
final class ClaimStatement {
    private static final String TEXT = SqlText.load(ClaimStatement.class, "claim");

    private ClaimStatement() {}

    static String of(int most, Set<Action> actions) {
        String words = actions.stream()
                .sorted()
                .map(action -> "'" + action.word() + "'")
                .collect(joining(", "));
        return TEXT.replace("<most>", Integer.toString(most)).replace("<actions>", words);
    }
}
