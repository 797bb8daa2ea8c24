package dev.waybill.server.jobs;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps pages in a browser out of an API that listens for this machine only. */
final class LoopbackOnly {
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private LoopbackOnly() {}

    static boolean isLoopback(String host) {
        return HOSTS.contains(host);
    }

    static void check(Context ctx) {
        String host = String.valueOf(ctx.header("Host")).replaceFirst(":[0-9]+$", "");
        if (!isLoopback(host) || !isOurs(ctx.header("Origin"))) {
            throw Problem.forbidden("expected a request from and to this machine; listen with --host for others");
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
