package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A slow service that writes down what it is sent, and can be taken down.
 *
 * <p>Thread-safe: its own threads answer, the story turns the switch.
 */
final class Ledger implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int BACKLOG = 64;
    private static final int TAKES_MILLIS = 60;

    private final HttpServer server;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final LedgerBook book;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean isDown;

    private Ledger(HttpServer server, LedgerBook book) {
        this.server = server;
        this.book = book;
    }

    static Ledger open(LedgerBook book) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        var ledger = new Ledger(server, book);
        server.createContext("/payments", ledger::take);
        server.setExecutor(ledger.threads);
        server.start();
        return ledger;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/payments");
    }

    void down() {
        isDown = true;
    }

    void up() {
        isDown = false;
    }

    /** Whether no request is under way. */
    boolean isIdle() {
        return underWay.get() == 0;
    }

    private void take(HttpExchange exchange) throws IOException {
        String lines = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (isDown) {
            answer(exchange, 503);
            return;
        }
        underWay.incrementAndGet();
        var unused = threads.schedule(() -> write(exchange, lines), TAKES_MILLIS, MILLISECONDS);
    }

    private void write(HttpExchange exchange, String lines) {
        try {
            if (isDown) {
                answer(exchange, 503);
                return;
            }
            book.write(lines);
            answer(exchange, 200);
        } catch (IOException e) {
            exchange.close(); // who asked is gone, or the disk is full: no answer is no success
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
