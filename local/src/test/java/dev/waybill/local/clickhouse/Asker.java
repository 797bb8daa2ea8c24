package dev.waybill.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A caller of the service who says what it is told to, right or wrong. */
record Asker(URI service) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What came back. */
    record Reply(int status, String text, HttpResponse<byte[]> response) {
        /** The answer, or the code of the exception behind an exclamation mark. */
        String shown() {
            return status == 200 ? text : "! " + header("X-ClickHouse-Exception-Code") + "\n";
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Sends a statement as the body of a POST. */
    Reply ask(String sql) throws IOException, InterruptedException {
        return send("POST", "", sql.getBytes(UTF_8));
    }

    /** Sends a statement in the address, and rows in the body. */
    Reply insert(String sql, byte[] rows) throws IOException, InterruptedException {
        return send("POST", "?query=" + URLEncoder.encode(sql, UTF_8), rows);
    }

    Reply get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, new byte[0], headers);
    }

    Reply send(String method, String path, byte[] body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + "/" + path))
                .method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        return new Reply(response.statusCode(), new String(response.body(), UTF_8), response);
    }
}
