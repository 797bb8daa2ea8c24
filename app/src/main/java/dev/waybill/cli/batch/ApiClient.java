package dev.waybill.cli.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.access.CallOptions.Shown;
import dev.waybill.cli.access.NoAnswer;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the batch API. What it refuses, and its silence, become errors for a person. Not thread-safe. */
public final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int UPLOAD_ATTEMPTS = 3;
    private static final int UNAUTHORIZED = 401;

    private final URI base;
    private final Duration timeout;
    private final Shown shown;
    private final HttpClient client;

    /** Asks the API at {@code base}, and waits no longer than {@code timeout} for an answer to anything but a file. */
    public ApiClient(URI base, Duration timeout) {
        this(base, timeout, Shown.NOTHING, HttpClient.newBuilder());
    }

    /**
     * The same of an API that wants to see something.
     *
     * @param client trusts whom it should
     */
    ApiClient(URI base, Duration timeout, Shown shown, HttpClient.Builder client) {
        this.base = base;
        this.timeout = timeout;
        this.shown = shown;
        this.client = client.version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** The path of a job, whose id may be any text. */
    static String job(String id) {
        if (id.isBlank()) {
            throw CommandException.at(ExitCode.USAGE, "JOB", "got \"" + id + '"')
                    .expected("the id of a job")
                    .next("waybill batch job list");
        }
        return "/jobs/" + encoded(id);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** What is at {@code path}, which may have a query. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return json(send(request(path).timeout(timeout).GET().build()));
    }

    /** Sends {@code body} as JSON. */
    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return json(send(withBody(path, "POST", body)));
    }

    JsonNode put(String path, Object body) throws IOException, InterruptedException {
        return json(send(withBody(path, "PUT", body)));
    }

    /** The status of the answer, and its body, which may be none. */
    record Deleted(int status, JsonNode body) {}

    Deleted delete(String path) throws IOException, InterruptedException {
        var answer = send(request(path).timeout(timeout).DELETE().build());
        return new Deleted(answer.statusCode(), answer.body().length == 0 ? JSON.nullNode() : json(answer));
    }

    /** Copies an answer of any length. */
    void copy(String path, OutputStream out) throws IOException, InterruptedException {
        var request = request(path).timeout(timeout).GET().build();
        HttpResponse<InputStream> answer;
        try {
            answer = client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw silent(e);
        }
        try (InputStream in = answer.body()) {
            if (answer.statusCode() / 100 != 2) {
                throw refused(answer.statusCode(), in.readAllBytes());
            }
            in.transferTo(out);
        } catch (IOException e) {
            throw CommandException.at(ExitCode.UNREACHABLE, base.toString(), "the answer broke off: " + e.getMessage())
                    .next("the same command, once more")
                    .because(e);
        }
    }

    /**
     * Sends a file. A broken connection is tried again under the same key, so that no second job comes of it.
     *
     * @param key as the header {@code Idempotency-Key} has it
     */
    public JsonNode upload(String path, Path file, String key) throws IOException, InterruptedException {
        refuseTooLarge(file);
        for (int attempt = 1; ; attempt++) {
            try {
                return json(accepted(client.send(form(path, file, key), BodyHandlers.ofByteArray())));
            } catch (ConnectException e) {
                throw silent(e);
            } catch (IOException e) {
                if (attempt == UPLOAD_ATTEMPTS) {
                    throw silent(e);
                }
            }
        }
    }

    /*
     * Asked before: who is refused while it sends sees a broken connection rather than the reason, and the JDK's client
     * waits without end where "Expect: 100-continue" is answered with a refusal.
     */
    private void refuseTooLarge(Path file) throws IOException, InterruptedException {
        var request = request("/uploads")
                .timeout(timeout)
                .method("OPTIONS", BodyPublishers.noBody())
                .build();
        try {
            var most = client.send(request, BodyHandlers.discarding()).headers().firstValueAsLong("Tus-Max-Size");
            if (most.isPresent() && Files.size(file) > most.getAsLong()) {
                throw CommandException.at(ExitCode.FAILED, file.toString(), Files.size(file) + " bytes")
                        .expected("at most " + most.getAsLong() + " bytes, which is what " + base + " takes")
                        .next("waybill batch api --max-upload SIZE   takes more");
            }
        } catch (NumberFormatException e) {
            throw CommandException.at(ExitCode.FAILED, base.toString(), "Tus-Max-Size is no number")
                    .expected("the batch API")
                    .because(e);
        } catch (IOException e) {
            throw silent(e);
        }
    }

    private HttpRequest form(String path, Path file, String key) throws IOException {
        String boundary = "waybill-" + UUID.randomUUID();
        String name = String.valueOf(file.getFileName()).replaceAll("[\"\\r\\n\\\\]", "_");
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Idempotency-Key", key)
                .POST(body)
                .build();
    }

    private HttpRequest withBody(String path, String method, Object body) {
        return request(path)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return shown.on(HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path)));
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws InterruptedException {
        try {
            return accepted(client.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw silent(e);
        }
    }

    private HttpResponse<byte[]> accepted(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), answer.body());
        }
        return answer;
    }

    private CommandException silent(IOException e) {
        return CommandException.at(ExitCode.UNREACHABLE, base.toString(), NoAnswer.reason(e))
                .expected("the batch API at BATCH_API_URL")
                .next("waybill up   starts one here; or set BATCH_API_URL=http://host:port")
                .because(e);
    }

    private CommandException refused(int status, byte[] body) {
        ExitCode code = switch (status) {
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            case 404 -> ExitCode.NOT_FOUND;
            case 409 -> ExitCode.CONFLICT;
            case 422 -> ExitCode.USAGE;
            case 502, 503, 504 -> ExitCode.UNREACHABLE;
            default -> ExitCode.FAILED;
        };
        var refused = CommandException.at(code, base.toString(), detail(status, body));
        return status == UNAUTHORIZED
                ? refused.next(
                        "waybill token create NAME --role ingest   on that machine; then WAYBILL_TOKEN, or --token-file")
                : refused;
    }

    private static String detail(int status, byte[] body) {
        try {
            JsonNode detail = JSON.readTree(body).path("detail");
            if (detail.isString()) {
                return detail.stringValue();
            }
            if (detail.isArray() && !detail.isEmpty()) {
                return fields(detail);
            }
            if (!detail.isMissingNode()) {
                return detail.toString();
            }
        } catch (JacksonException e) {
            return "request failed with status " + status;
        }
        return "request failed with status " + status;
    }

    /** Each field that is wrong: {@code state: expected one of …, got "x"}. */
    private static String fields(JsonNode problems) {
        var each = new ArrayList<String>();
        for (JsonNode problem : problems) {
            String name = problem.path("loc").path(1).asString("");
            String input = problem.path("input").isString()
                    ? ", got \"" + problem.path("input").stringValue() + '"'
                    : "";
            each.add((name.isEmpty() ? "" : name + ": ") + problem.path("msg").asString("") + input);
        }
        return String.join("; ", each);
    }

    private JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw CommandException.at(ExitCode.FAILED, base.toString(), "the answer is no JSON")
                    .expected("the batch API")
                    .because(e);
        }
    }
}
