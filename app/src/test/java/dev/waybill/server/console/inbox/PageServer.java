package dev.waybill.server.console.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.access.Access;
import dev.waybill.server.access.AccessSettings;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.Visitor;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Some pages, listening, and somebody without JavaScript in front of them. */
public record PageServer(Door door) implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** {@code folder} is for tokens and audit. */
    public static PageServer start(Path folder, BiFunction<Pages, Access, Routes> offered) throws IOException {
        var settings = new AccessSettings(folder.resolve("tokens.json"), folder.resolve("audit.jsonl"), 200);
        var access = Access.of(settings, "127.0.0.1", InstantSource.system());
        var pages = new Pages(EnumSet.allOf(Section.class), ctx -> Visitor.ANYONE);
        var routes = List.of(access, offered.apply(pages, access));
        return new PageServer(Door.open(DoorSettings.at("127.0.0.1", 0), ErrorForm.PROBLEM, routes));
    }

    public Document page(String path) throws IOException, InterruptedException {
        var answer = send("GET", path, "");
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Jsoup.parse(answer.body(), door.uri() + path);
    }

    /** What is in the middle of a page, as text. */
    public String text(String path) throws IOException, InterruptedException {
        return page(path).select("main").text();
    }

    public JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(send(method, path, body).body());
    }

    /** With the fields as they stand there. */
    public HttpResponse<String> submit(Element form) throws IOException, InterruptedException {
        String body = form.select("input[name]:not([type=checkbox]), textarea[name], button[name]").stream()
                .map(field -> field.attr("name") + "="
                        + URLEncoder.encode(field.is("textarea") ? field.wholeText() : field.attr("value"), UTF_8))
                .collect(Collectors.joining("&"));
        return send("POST", form.attr("action"), body, "Content-Type", "application/x-www-form-urlencoded");
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(door.uri() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        door.close();
    }
}
