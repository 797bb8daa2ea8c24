package dev.waybill.jobs.claim;

import static java.util.stream.Collectors.joining;

import dev.waybill.jobs.database.SqlText;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statement that claims, with a text of its own for each number of jobs and each choice of actions.
 *
 * <p>Thread-safe. Texts are kept, since a worker sends few and sends them often; once there are many all are dropped.
 */
final class ClaimStatement {
    private static final String TEXT = SqlText.load(ClaimStatement.class, "claim");

    /** About so many: threads that come at once may each add one. */
    private static final int MOST_KEPT = 100;

    private static final Map<Choice, String> TEXTS = new ConcurrentHashMap<>();

    private ClaimStatement() {}

    private record Choice(int most, Set<Action> actions) {}

    static String of(int most, Set<Action> actions) {
        String known = TEXTS.get(new Choice(most, actions));
        if (known != null) {
            return known;
        }
        String text = text(most, actions);
        if (TEXTS.size() >= MOST_KEPT) {
            TEXTS.clear();
        }
        TEXTS.put(new Choice(most, Set.copyOf(actions)), text);
        return text;
    }

    private static String text(int most, Set<Action> actions) {
        String words = actions.stream()
                .sorted()
                .map(action -> "'" + action.word() + "'")
                .collect(joining(", "));
        return TEXT.replace("<most>", Integer.toString(most)).replace("<actions>", words);
    }
}
