package dev.waybill.files.girder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.http.HttpExchanges;
import dev.waybill.http.RequestName;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/**
 * The token that an API key is worth at the moment.
 *
 * <p>Thread-safe: guarded by {@code this}. It is held during the exchange that fetches a token: the others need that
 * token too, and one exchange serves all of them.
 */
final class Tokens {
    private final HttpExchanges exchanges;
    private final Refusals refusals;
    private final HttpRequest request;
    private @Nullable String token;

    Tokens(HttpExchanges exchanges, Refusals refusals, URI root, ApiKey key) {
        this.exchanges = exchanges;
        this.refusals = refusals;
        // In the body, because addresses end up in the logs of servers.
        this.request = HttpRequest.newBuilder(URI.create(root + "/api_key/token"))
                .POST(BodyPublishers.ofString("key=" + URLEncoder.encode(key.reveal(), UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build();
    }

    synchronized String current() {
        String known = token;
        return known == null ? fetch() : known;
    }

    /** Another token than {@code stale}, which Girder does not know any more. */
    synchronized String insteadOf(String stale) {
        if (stale.equals(token)) {
            token = null;
        }
        return current();
    }

    synchronized void renew() {
        fetch();
    }

    private String fetch() {
        GirderAnswer answer = Wire.send(exchanges, request);
        String fresh = answer.body().path("authToken").path("token").asString("");
        if (!answer.isSuccess() || fresh.isEmpty()) {
            throw refusals.failure(RequestName.of(request), answer);
        }
        token = fresh;
        return fresh;
    }
}
