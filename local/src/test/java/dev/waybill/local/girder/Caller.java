package dev.waybill.local.girder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A caller of the service who says what it is told to, right or wrong. */
record Caller(URI api, String token) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What came back. */
    record Reply(int status, String contentType, String text, HttpResponse<byte[]> response) {
        /** The text itself where it is no JSON. */
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(text);
            } catch (JacksonException e) {
                return Json.MAPPER.getNodeFactory().stringNode(text);
            }
        }

        String id() {
            return json().path("_id").asString();
        }

        String message() {
            return status + " " + json().path("message").asString();
        }
    }

    static Caller administrator(GirderService service) throws IOException, InterruptedException {
        var anonymous = anonymous(service);
        Reply reply = anonymous.send("POST", "api_key/token?key=" + service.apiKey());
        return new Caller(
                service.uri(), reply.json().path("authToken").path("token").asString());
    }

    static Caller anonymous(GirderService service) {
        return new Caller(service.uri(), "");
    }

    Reply send(String method, String path, String... headers) throws IOException, InterruptedException {
        return send(method, path, new byte[0], headers);
    }

    Reply send(String method, String path, byte[] body, String... headers) throws IOException, InterruptedException {
        return send(URI.create(api + "/" + path), method, body, headers);
    }

    Reply fault(String method, String path, String body) throws IOException, InterruptedException {
        return send(api.resolve(path), method, body.getBytes(UTF_8));
    }

    private Reply send(URI uri, String method, byte[] body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Girder-Token", token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                new String(response.body(), UTF_8),
                response);
    }

    String collection(String name) throws IOException, InterruptedException {
        return send("POST", "collection?name=" + name + "&public=true").id();
    }

    String folder(String collectionId, String name) throws IOException, InterruptedException {
        return send("POST", "folder?parentType=collection&parentId=" + collectionId + "&name=" + name)
                .id();
    }

    static String query(Map<String, String> parameters) {
        var query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
        return query.toString();
    }
}
