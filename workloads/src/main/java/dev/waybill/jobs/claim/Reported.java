package dev.waybill.jobs.claim;

import java.util.Locale;
import java.util.Set;

/**
 * What became of a report.
 *
 * @param detail why it was not accepted, for a person
 */
public record Reported(long execution, Answer answer, String detail) {
    /** Whether it counted. */
    public enum Answer {
        /** It counts; or the same was said before, and counted then. */
        ACCEPTED,
        /** The job is somebody else's, or has ended otherwise. What the worker did is of no use. */
        STALE,
        /** There is no such execution. */
        UNKNOWN;

        private static final Set<Answer> ALL = Set.of(values());

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The one that the database gives by this word. */
        static Answer of(String word) {
            for (Answer answer : ALL) {
                if (answer.word.equals(word)) {
                    return answer;
                }
            }
            throw new IllegalArgumentException("answer to a report: expected one of " + ALL + ", got \"" + word + "\"");
        }
    }

    public boolean isAccepted() {
        return answer == Answer.ACCEPTED;
    }
}
