package dev.waybill.files.girder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that gives recorded answers in a fixed order, and notes where a request is not the one that was recorded.
 *
 * <p>Thread-safe: one request at a time. Paging, and what an upload goes into, need not be as recorded.
 */
final class Script implements AutoCloseable {
    private static final Set<String> FREE = Set.of("limit", "offset", "parentType", "parentId", "description", "key");

    static {
        // Read once, when the JDK's server is first used. Without it every small answer waits 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<JsonNode> exchanges;
    private final List<String> differences = new ArrayList<>();
    private int next;

    Script(List<JsonNode> exchanges) throws IOException {
        this.exchanges = exchanges;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1");
    }

    /** What was not as recorded; at the end, also what was never asked. */
    synchronized List<String> differences() {
        var all = new ArrayList<>(differences);
        exchanges
                .subList(Math.min(next, exchanges.size()), exchanges.size())
                .forEach(left -> all.add("not asked: " + left.path("label").asString()));
        return all;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (next == exchanges.size()) {
                differences.add("not recorded: " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
                return;
            }
            JsonNode recorded = exchanges.get(next++);
            compare(recorded, exchange, body);
            byte[] answer = JsonMapper.shared().writeValueAsBytes(recorded.path("response"));
            exchange.getResponseHeaders()
                    .set("Content-Type", recorded.path("content_type").asString());
            exchange.sendResponseHeaders(recorded.path("status").asInt(), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void compare(JsonNode recorded, HttpExchange exchange, byte[] body) {
        URI asked = URI.create("/api/v1/" + recorded.path("path").asString());
        Map<String, String> expected = parameters(asked);
        recorded.path("query").forEachEntry((name, value) -> expected.put(name, value.asString()));
        expected.keySet().removeAll(FREE);
        Map<String, String> actual = parameters(exchange.getRequestURI());
        actual.keySet().removeAll(FREE);
        String before = recorded.path("method").asString() + " " + asked.getPath() + " " + expected + " "
                + recorded.path("request_body_bytes").asInt(0);
        boolean isContent = asked.getPath().startsWith("/api/v1/file");
        String now = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath() + " " + actual + " " + (isContent ? body.length : 0);
        if (!before.equals(now)) {
            differences.add(now + " instead of " + before);
        }
    }

    private static Map<String, String> parameters(URI uri) {
        var parameters = new TreeMap<String, String>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
