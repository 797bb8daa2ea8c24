package dev.waybill.guarantee;

import java.util.List;

/**
 * One way to break the engine on purpose, and the rule that must notice.
 *
 * @param name what the broken engine does
 * @param caughtBy the rule whose judge must object
 */
record Breakage(String name, Class<? extends Rule> caughtBy, List<Edit> edits) {
    /**
     * A replacement in one source file.
     *
     * @param file below the engine's root package
     * @param from occurs there exactly once
     */
    record Edit(String file, String from, String to) {}

    static Breakage of(String name, Class<? extends Rule> caughtBy, Edit... edits) {
        return new Breakage(name, caughtBy, List.of(edits));
    }

    static Edit in(String file, String from, String to) {
        return new Edit(file, from, to);
    }

    @Override
    public String toString() {
        return name;
    }
}
