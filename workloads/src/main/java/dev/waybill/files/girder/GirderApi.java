package dev.waybill.files.girder;

import static dev.waybill.http.HttpExchanges.unverified;
import static dev.waybill.http.HttpExchanges.verified;

import dev.waybill.failure.DeliveryException;
import dev.waybill.files.content.Content;
import dev.waybill.http.ExchangeLimits;
import dev.waybill.http.HttpExchanges;
import dev.waybill.http.StatusClass;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to one Girder service as one user, each waited for by the thread that sends it.
 *
 * <p>Thread-safe. A token that Girder does not know any more is replaced and the request sent once more. Girder treats
 * whoever has such a token as a stranger, who may see less without being told: what is not found may still be there.
 */
final class GirderApi {
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
    private static final String TOKEN = "Girder-Token";

    private final String root;
    private final HttpExchanges documents;
    private final HttpExchanges contents;
    private final Refusals refusals;
    private final Tokens tokens;

    GirderApi(GirderSettings settings, InstantSource clock) {
        this.root = settings.api().toString().replaceAll("/+$", "");
        var limits = new ExchangeLimits(settings.timeout(), settings.maxInFlight(), LONGEST_ANSWER);
        var wide = new ExchangeLimits(settings.contentTimeout(), settings.maxInFlight(), LONGEST_ANSWER);
        this.documents = settings.verifyHttps() ? verified(limits) : unverified(limits);
        this.contents = settings.verifyHttps() ? verified(wide) : unverified(wide);
        this.refusals = new Refusals(new StatusClass(clock), settings.key().reveal());
        this.tokens = new Tokens(documents, refusals, URI.create(root), settings.key());
    }

    /** What was sent of a content, and the hash up to its end. */
    record Sent(JsonNode answer, RunningHash hash) {}

    void renewToken() {
        tokens.renew();
    }

    JsonNode get(String path, Query query) {
        return expect("GET", path, ask("GET", path + query, BodyPublishers.noBody()));
    }

    JsonNode post(String path, Query query) {
        return expect("POST", path, ask("POST", path + query, BodyPublishers.noBody()));
    }

    /** As {@link #post}, whatever the answer. */
    GirderAnswer tryPost(String path, Query query) {
        return ask("POST", path + query, BodyPublishers.noBody());
    }

    JsonNode put(String path, Query query) {
        return expect("PUT", path, ask("PUT", path + query, BodyPublishers.noBody()));
    }

    JsonNode put(String path, JsonNode body) {
        byte[] json = JsonMapper.shared().writeValueAsBytes(body);
        return expect(
                "PUT", path, ask("PUT", path, BodyPublishers.ofByteArray(json), "Content-Type", "application/json"));
    }

    void delete(String path) {
        expect("DELETE", path, ask("DELETE", path, BodyPublishers.noBody()));
    }

    /** The bytes from {@code first} to {@code last}, both included. */
    byte[] bytes(String path, long first, long last) {
        GirderAnswer answer = ask("GET", path, BodyPublishers.noBody(), "Range", "bytes=" + first + "-" + last);
        byte[] body = answer.response().body();
        if ((answer.status() != 200 && answer.status() != 206) || body.length != last - first + 1) {
            throw failure("GET", path, answer);
        }
        return body;
    }

    /** Posts the next {@code length} bytes of a content, which {@code hash} has not seen; it is not changed. */
    Sent send(String path, Query query, Content content, long length, RunningHash hash) {
        String token = tokens.current();
        Attempt attempt = sendOnce(path + query, content, length, hash, token);
        if (attempt.answer().isNotLoggedIn()) {
            attempt = sendOnce(path + query, content, length, hash, tokens.insteadOf(token));
        }
        return new Sent(expect("POST", path, attempt.answer()), attempt.hash());
    }

    DeliveryException failure(String method, String path, GirderAnswer answer) {
        return refusals.failure(method + " " + root + "/" + path, answer);
    }

    private record Attempt(GirderAnswer answer, RunningHash hash) {}

    private Attempt sendOnce(String target, Content content, long length, RunningHash hash, String token) {
        RunningHash ahead = hash.copy();
        try (InputStream in = content.from(hash.position())) {
            BodyPublisher body = length == 0 ? BodyPublishers.noBody() : new ContentBody(in, length, ahead);
            HttpRequest request = request(target, token)
                    .POST(body)
                    .header("Content-Type", "application/octet-stream")
                    .build();
            return new Attempt(Wire.send(contents, request), ahead);
        } catch (IOException e) {
            throw DeliveryException.retriable("cannot read " + content + ": " + e.getMessage(), e);
        }
    }

    private GirderAnswer ask(String method, String target, BodyPublisher body, String... headers) {
        String token = tokens.current();
        GirderAnswer answer = askOnce(method, target, body, token, headers);
        return answer.isNotLoggedIn() ? askOnce(method, target, body, tokens.insteadOf(token), headers) : answer;
    }

    private GirderAnswer askOnce(String method, String target, BodyPublisher body, String token, String... headers) {
        HttpRequest.Builder request = request(target, token).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Wire.send(documents, request.build());
    }

    private HttpRequest.Builder request(String target, String token) {
        return HttpRequest.newBuilder(URI.create(root + "/" + target)).header(TOKEN, token);
    }

    private JsonNode expect(String method, String path, GirderAnswer answer) {
        if (answer.isSuccess()) {
            return answer.body();
        }
        DeliveryException failure = failure(method, path, answer);
        if (answer.isGone()) {
            throw new GoneException(failure);
        }
        throw failure;
    }
}
