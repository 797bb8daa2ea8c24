package dev.waybill.jobs.claim;

import java.util.Locale;
import java.util.Set;

/** What is to be done with a source. */
public enum Action {
    /** Make its output. */
    PROCESS,
    /** Make its output again: source, or processor, has changed. */
    UPDATE,
    /** Remove its output. */
    DELETE;

    public static final Set<Action> ALL = Set.of(values());

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in tables. */
    public String word() {
        return word;
    }

    static Action of(String word) {
        for (Action action : ALL) {
            if (action.word.equals(word)) {
                return action;
            }
        }
        throw new IllegalArgumentException("action: expected one of " + ALL + ", got \"" + word + "\"");
    }
}
