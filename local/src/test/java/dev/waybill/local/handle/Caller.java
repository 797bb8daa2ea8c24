package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** A caller of the service who says what it is told to, right or wrong. */
record Caller(URI service, String user, String password) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What came back. */
    record Reply(int status, JsonNode body) {
        String codes() {
            return status + "/" + body.path("responseCode").asString();
        }
    }

    static Caller administrator(HandleService service) {
        return new Caller(service.uri(), "300%3A21.TEST/testuser", "testpass");
    }

    static Caller anonymous(HandleService service) {
        return new Caller(service.uri(), "", "");
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    Reply put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    Reply send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(request(method, path, body), BodyHandlers.ofString());
        return new Reply(response.statusCode(), Json.MAPPER.readTree(response.body()));
    }

    CompletableFuture<HttpResponse<String>> sendAsync(String method, String path, String body) {
        return CLIENT.sendAsync(request(method, path, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(service + path)).method(method, BodyPublishers.ofString(body));
        if (!user.isEmpty()) {
            String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
            request.header("Authorization", "Basic " + pair);
        }
        return request.build();
    }
}
