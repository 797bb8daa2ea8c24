package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.access.Access;
import dev.waybill.server.access.AccessSettings;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.Visitor;
import dev.waybill.server.console.inbox.Inbox;
import dev.waybill.server.failures.FailureInbox;
import dev.waybill.server.failures.FailureStores;
import dev.waybill.server.failures.KnownStore;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.replays.Commands;
import dev.waybill.server.replays.Replays;
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
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages about failures, listening, and somebody without JavaScript in front of them. */
record InboxServer(Door door, Replays replays, FailureStores stores) implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A word that is taken out of every page. */
    static final String SECRET = "canary-7c1e";

    static InboxServer start(Path folder, List<KnownStore> known) throws IOException {
        var clock = InstantSource.system();
        var settings = new AccessSettings(folder.resolve("tokens.json"), folder.resolve("audit.jsonl"), 200);
        var access = Access.of(settings, "127.0.0.1", clock);
        var pages = new Pages(EnumSet.allOf(Section.class), ctx -> Visitor.ANYONE);
        var stores = new FailureStores(() -> known, Map.of(), folder.resolve("claims"));
        var commands = new Commands(Commands.likeThis("dev.waybill.cli.Main"), Map.of(), folder.resolve("commands"));
        var replays = new Replays(commands, clock);
        var inbox = new Inbox(
                pages,
                new FailureInbox(stores, clock),
                commands,
                replays,
                access.audit(),
                text -> text.replace(SECRET, "******"),
                clock);
        var door = Door.open(DoorSettings.at("127.0.0.1", 0), ErrorForm.PROBLEM, List.of(access, inbox));
        return new InboxServer(door, replays, stores);
    }

    Document page(String path) throws IOException, InterruptedException {
        var answer = send("GET", path, "");
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Jsoup.parse(answer.body(), door.uri() + path);
    }

    JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(send(method, path, body).body());
    }

    /** With the fields as they stand there. */
    HttpResponse<String> submit(Element form) throws IOException, InterruptedException {
        String body = form.select("input[name], textarea[name], button[name]").stream()
                .map(field -> field.attr("name") + "="
                        + URLEncoder.encode(field.is("textarea") ? field.wholeText() : field.attr("value"), UTF_8))
                .collect(Collectors.joining("&"));
        return send("POST", form.attr("action"), body, "Content-Type", "application/x-www-form-urlencoded");
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
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
        replays.close();
        stores.close();
    }
}
