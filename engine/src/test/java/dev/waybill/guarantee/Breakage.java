package dev.waybill.guarantee;

import java.util.List;

/**
 * One way to break the engine on purpose, and the rule that must notice.
 *
 * @param name what the broken engine does
 * @param caughtBy the rule whose judge must object
 * @param seenByNoOther whether that must happen in a run to which no other judge objects
 */
record Breakage(String name, Class<? extends Rule> caughtBy, boolean seenByNoOther, List<Edit> edits) {
    /**
     * A replacement in one source file.
     *
     * @param file below the engine's root package
     * @param from occurs there exactly once
     */
    record Edit(String file, String from, String to) {}

    static Breakage of(String name, Class<? extends Rule> caughtBy, Edit... edits) {
        return new Breakage(name, caughtBy, false, List.of(edits));
    }

    /** One that {@code caughtBy} notices where nobody else does. */
    static Breakage seenOnlyBy(String name, Class<? extends Rule> caughtBy, Edit... edits) {
        return new Breakage(name, caughtBy, true, List.of(edits));
    }

    /** Whether {@code violations} show that it was noticed by whom it has to be. */
    boolean isNoticed(List<String> violations) {
        String start = caughtBy.getSimpleName() + ":";
        boolean isOnly = violations.stream().allMatch(v -> v.startsWith(start));
        return violations.stream().anyMatch(v -> v.startsWith(start)) && (isOnly || !seenByNoOther);
    }

    static Edit in(String file, String from, String to) {
        return new Edit(file, from, to);
    }

    @Override
    public String toString() {
        return name;
    }
}
