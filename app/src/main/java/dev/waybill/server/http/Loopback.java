package dev.waybill.server.http;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages in a browser out of what is open to this machine only: a request must name this machine as its host, must not come from a
 * page of another, and changes nothing unless it comes from a page of the same server, or from no page.
 */
public final class Loopback {
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private Loopback() {}

    /** Whether only this machine can reach what listens there. */
    public static boolean isLoopback(String host) {
        return HOSTS.contains(host);
    }

    /** Refuses what another page may have sent. */
    public static void check(Context ctx) {
        String host = String.valueOf(ctx.header("Host")).replaceFirst(":[0-9]+$", "");
        if (!isLoopback(host) || !isOurs(ctx.header("Origin"))) {
            throw Refusal.forbidden("expected a request from and to this machine; listen with --host for others");
        }
        if (SameOrigin.isChange(ctx) && SameOrigin.isDenied(ctx)) {
            throw Refusal.forbidden("expected a request from a page of this server, or from no page");
        }
    }

    private static boolean isOurs(@Nullable String origin) {
        try {
            return origin == null
                    || isLoopback(String.valueOf(URI.create(origin).getHost()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
