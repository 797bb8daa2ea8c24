package dev.waybill.server.http;

import io.javalin.http.Context;

/** Headers of every answer that tell a browser what it must not do. A handler may set others after them. */
final class SecurityHeaders {
    private static final String CONTENT =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String A_YEAR = "max-age=31536000";

    private SecurityHeaders() {}

    static void add(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header(
                        "Referrer-Policy",
                        "same-origin") // with none at all a browser says of a form that it came from nowhere
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-store");
        if (ctx.req().isSecure()) {
            ctx.header("Strict-Transport-Security", A_YEAR);
        }
    }
}
