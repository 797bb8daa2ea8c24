package dev.waybill.server.http;

import io.javalin.http.Context;
import java.util.UUID;

/** What a request is called in answers and logs: the name it came with, or a new one. */
public final class RequestId {
    static final String HEADER = "X-Request-Id";

    private static final String FORM = "[A-Za-z0-9._-]{1,64}";
    private static final String KEPT = "waybill.request";

    private RequestId() {}

    static void give(Context ctx) {
        String theirs = ctx.header(HEADER);
        String id = theirs != null && theirs.matches(FORM)
                ? theirs
                : UUID.randomUUID().toString();
        ctx.attribute(KEPT, id);
        ctx.header(HEADER, id);
    }

    public static String of(Context ctx) {
        return String.valueOf(ctx.<String>attribute(KEPT));
    }
}
