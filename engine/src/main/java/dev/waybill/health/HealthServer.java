package dev.waybill.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineObserver;
import dev.waybill.why.Why;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /livez}, {@code /readyz}, {@code /metrics} and {@code /why}. Reads only. On the loopback address a request must name this
 * machine as its host, so that no page in a browser can be made to ask; on any other it must carry a token, but for {@code /livez} and
 * {@code /readyz}.
 *
 * <p>Thread-safe. Open it before the pipeline runs, close it after.
 */
public final class HealthServer implements PipelineObserver, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OPEN = Set.of("/livez", "/readyz");
    private static final String BEARER = "Bearer ";

    private final HttpServer server;
    private final ExecutorService threads;
    private final HealthPages pages;
    private final UnaryOperator<String> redact;
    private final Predicate<String> tokens;

    private HealthServer(HttpServer server, HealthPages pages, UnaryOperator<String> redact, Predicate<String> tokens) {
        this.server = server;
        this.pages = pages;
        this.redact = redact;
        this.tokens = tokens;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "health");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What the pages show beside the pipeline itself. */
    public record Content(UnaryOperator<Why> complete, Supplier<String> metrics, UnaryOperator<String> redact) {
        /** Nothing beside it, and no metrics. */
        public static final Content PLAIN = new Content(why -> why, () -> "", text -> text);
    }

    /**
     * Listens for this machine from now on.
     *
     * @param port 0: any that is free
     * @throws IOException if the port is taken
     */
    public static HealthServer open(int port, Content content) throws IOException {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), token -> false, content);
    }

    /**
     * Listens there from now on.
     *
     * @param tokens says of a token whether who shows it may read; not asked on a loopback address
     * @throws IOException if the port is taken, or the address is none of this machine
     */
    public static HealthServer open(InetSocketAddress where, Predicate<String> tokens, Content content)
            throws IOException {
        var http = HttpServer.create(where, BACKLOG);
        var pages = new HealthPages(content.complete(), content.metrics());
        var server = new HealthServer(http, pages, content.redact(), tokens);
        http.createContext("/", server::answer);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** Where it listens. */
    public URI uri() {
        var address = server.getAddress().getAddress();
        boolean isHere = address.isAnyLocalAddress() || address.isLoopbackAddress();
        String host = isHere ? "127.0.0.1" : address.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort());
    }

    @Override
    public AutoCloseable watch(Pipeline pipeline) {
        pages.show(pipeline);
        return () -> {};
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var page = page(exchange);
            byte[] bytes = page.bytes();
            exchange.getResponseHeaders().set("Content-Type", page.contentType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(page.status(), isHead ? -1 : bytes.length);
            if (!isHead) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private Page page(HttpExchange exchange) {
        if (server.getAddress().getAddress().isLoopbackAddress()) {
            if (!isForThisMachine(exchange.getRequestHeaders().getFirst("Host"))) {
                return Page.plain(403, "expected this machine as host: 127.0.0.1 or localhost\n");
            }
        } else if (!OPEN.contains(exchange.getRequestURI().getPath()) && !hasToken(exchange)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"waybill\"");
            return Page.plain(401, "expected a token, as \"Authorization: Bearer wb_…\"\n");
        }
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return Page.plain(405, "nothing can be changed here; expected GET\n");
        }
        try {
            var uri = exchange.getRequestURI();
            var page = pages.at(uri.getPath(), uri.getQuery());
            return new Page(page.status(), page.contentType(), redact.apply(page.text()));
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("error", e.toString()).log("a health page cannot be made");
            return Page.plain(500, "this page cannot be made now; the log says why\n");
        }
    }

    private boolean hasToken(HttpExchange exchange) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        return shown != null
                && shown.startsWith(BEARER)
                && tokens.test(shown.substring(BEARER.length()).strip());
    }

    private static boolean isForThisMachine(@Nullable String host) {
        return host != null && HOSTS.contains(host.replaceFirst(":[0-9]+$", ""));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
