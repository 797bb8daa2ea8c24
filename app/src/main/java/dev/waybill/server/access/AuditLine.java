package dev.waybill.server.access;

import java.time.Instant;
import java.util.Map;

/**
 * One change of kept data.
 *
 * @param actor the name of a token, or of a user
 * @param from the address the actor asked from; {@code cli} for a command
 * @param action for example {@code failures.purge}
 * @param filter what it was about, as it was said
 * @param counts how much of it there was, by kind
 * @param result {@code done}, or why not
 */
public record AuditLine(
        Instant time,
        String actor,
        String from,
        String action,
        Map<String, String> filter,
        Map<String, Long> counts,
        String result) {
    /** It was done. */
    public static final String DONE = "done";
}
