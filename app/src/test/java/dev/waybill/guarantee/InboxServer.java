package dev.waybill.guarantee;

import dev.waybill.server.console.inbox.Inbox;
import dev.waybill.server.console.inbox.PageServer;
import dev.waybill.server.failures.FailureInbox;
import dev.waybill.server.failures.FailureStores;
import dev.waybill.server.failures.KnownStore;
import dev.waybill.server.replays.Commands;
import dev.waybill.server.replays.Replays;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/** The pages about failures, listening. */
record InboxServer(PageServer server, Replays replays, FailureStores stores) implements AutoCloseable {
    /** A word that is taken out of every page. */
    static final String SECRET = "canary-7c1e";

    static InboxServer start(Path folder, List<KnownStore> known) throws IOException {
        var clock = InstantSource.system();
        var stores = new FailureStores(() -> known, Map.of(), folder.resolve("claims"));
        var commands = new Commands(
                Commands.likeThis("dev.waybill.cli.Main"),
                Map.of("WAYBILL_SERVER_AUDIT", folder.resolve("audit.jsonl").toString()),
                folder.resolve("commands"));
        var replays = new Replays(commands, clock);
        var server = PageServer.start(
                folder,
                (pages, access) -> new Inbox(
                        pages,
                        new FailureInbox(stores, clock),
                        commands,
                        replays,
                        access.audit(),
                        text -> text.replace(SECRET, "******"),
                        clock));
        return new InboxServer(server, replays, stores);
    }

    Document page(String path) throws IOException, InterruptedException {
        return server.page(path);
    }

    JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        return server.json(method, path, body);
    }

    HttpResponse<String> submit(Element form) throws IOException, InterruptedException {
        return server.submit(form);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return server.send(method, path, body, headers);
    }

    @Override
    public void close() {
        server.close();
        replays.close();
        stores.close();
    }
}
