package dev.waybill.server.http;

import io.javalin.http.Context;
import java.util.Set;

/** Whether a request comes from a page of this server, by what a browser says about it and a page cannot change. */
public final class SameOrigin {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private SameOrigin() {}

    /** Whether it may change something. */
    public static boolean isChange(Context ctx) {
        return !READING.contains(ctx.method().name());
    }

    /** Whether a browser says so. */
    public static boolean isSaid(Context ctx) {
        String fetched = ctx.header("Sec-Fetch-Site");
        return fetched == null ? isOrigin(ctx) : fetched.equals("same-origin");
    }

    /** Whether a browser says something else. */
    public static boolean isDenied(Context ctx) {
        String fetched = ctx.header("Sec-Fetch-Site");
        boolean isForeign = fetched != null && !Set.of("same-origin", "none").contains(fetched);
        return isForeign || (ctx.header("Origin") != null && !isOrigin(ctx));
    }

    /** A server that ends TLS before ours makes https of what is http here. */
    private static boolean isOrigin(Context ctx) {
        String here = "://" + ctx.header("Host");
        String origin = String.valueOf(ctx.header("Origin"));
        return origin.equals("https" + here) || (!ctx.req().isSecure() && origin.equals("http" + here));
    }
}
