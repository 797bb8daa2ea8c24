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

    /** As it stands in tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Action of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
