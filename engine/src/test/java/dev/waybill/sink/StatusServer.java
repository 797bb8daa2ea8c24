package dev.waybill.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that answers as it is told, and remembers what it was sent. Thread-safe. */
final class StatusServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private volatile Function<Sent, Reply> answers = request -> Reply.status(200);

    /** One request: its idempotency key, its body, and when it came. */
    record Sent(String key, String body, long nanos) {}

    /** An answer; status 0 for none at all. */
    record Reply(int status, String text, Map<String, String> headers) {
        static final Reply LOST = status(0);

        static Reply status(int status) {
            return new Reply(status, "", Map.of());
        }
    }

    StatusServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    void answer(Function<Sent, Reply> how) {
        answers = how;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ledger?token=secret");
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String key = requireNonNullElse(exchange.getRequestHeaders().getFirst(HttpSink.KEY_HEADER), "");
            var request = new Sent(key, body, System.nanoTime());
            sent.add(request);
            Reply reply = answers.apply(request);
            if (reply.status() == 0) {
                return; // closes the connection
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] text = reply.text().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
