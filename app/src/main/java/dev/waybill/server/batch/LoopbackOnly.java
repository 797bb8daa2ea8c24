package dev.waybill.server.batch;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages in a browser out of an API that listens for this machine only: a request must name this machine as its host, and
 * must not come from a page of another.
 */
final class LoopbackOnly {
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private LoopbackOnly() {}

    static boolean isLoopback(String host) {
        return HOSTS.contains(host);
    }

    static void check(Context ctx) {
        String host = String.valueOf(ctx.header("Host")).replaceFirst(":[0-9]+$", "");
        if (!isLoopback(host) || !isOurs(ctx.header("Origin"))) {
            throw new ApiException(403, "expected a request from and to this machine; listen with --host for others");
        }
    }

    private static boolean isOurs(@Nullable String origin) {
        if (origin == null) {
            return true; // no browser
        }
        try {
            return Optional.ofNullable(URI.create(origin).getHost())
                    .filter(LoopbackOnly::isLoopback)
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
