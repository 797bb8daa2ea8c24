package dev.waybill.server.access;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a handler says about the change it makes, for the audit. Every change that needs an operator gets a line; a handler that says
 * nothing gets one with the method and the pattern of the path.
 */
public final class Audited {
    private static final String KEPT = "waybill.audited";

    private Audited() {}

    private record Said(String action, Map<String, String> filter, Map<String, Long> counts, boolean isLine) {}

    /**
     * Says what was done.
     *
     * @param action for example {@code jobs.retry}
     * @param filter what it was about; no content of records, no secrets
     */
    public static void say(Context ctx, String action, Map<String, String> filter, Map<String, Long> counts) {
        ctx.attribute(KEPT, new Said(action, Map.copyOf(filter), Map.copyOf(counts), true));
    }

    /** Nothing was changed, or another process that was started for it writes the line. */
    public static void sayNothing(Context ctx) {
        ctx.attribute(KEPT, new Said("", Map.of(), Map.of(), false));
    }

    /** Whether a route of those roles, asked like that, changes what is audited. */
    static boolean isWanted(boolean isChange, Set<?> roles) {
        return isChange && !roles.isEmpty() && Set.of(Role.OPERATOR, Role.ADMIN).containsAll(roles);
    }

    /** What is to be written now that the request was answered; none where nothing is. */
    static @Nullable AuditNote note(Context ctx) {
        Said said = ctx.attribute(KEPT);
        boolean isDone = ctx.statusCode() < 400;
        String result = isDone ? AuditLine.DONE : "refused with " + ctx.statusCode();
        if (said != null && !said.isLine()) {
            return null;
        }
        if (said != null && isDone) {
            return new AuditNote(said.action(), said.filter(), said.counts(), result);
        }
        var endpoint = ctx.endpoints().matchedHttpEndpoint();
        String path = endpoint == null ? ctx.path() : endpoint.path;
        return new AuditNote(
                ctx.method().name() + " " + path, new LinkedHashMap<>(ctx.pathParamMap()), Map.of(), result);
    }

    record AuditNote(String action, Map<String, String> filter, Map<String, Long> counts, String result) {}
}
