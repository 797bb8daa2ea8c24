package dev.waybill.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers every request after a while, and counts how many it had at once. Thread-safe: guarded by {@code this}. */
final class CountingServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<String> paths = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();
    private Duration delay = Duration.ofMillis(5);
    private int underWay;
    private int mostUnderWay;

    CountingServer() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    synchronized void delay(Duration value) {
        delay = value;
    }

    synchronized int mostUnderWay() {
        return mostUnderWay;
    }

    synchronized List<String> paths() {
        return List.copyOf(paths);
    }

    /** The traceparent of each request; empty where it had none. */
    synchronized List<String> traces() {
        return List.copyOf(traces);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private synchronized Duration begin(HttpExchange exchange) {
        paths.add(exchange.getRequestURI().getPath());
        traces.add(String.join(",", exchange.getRequestHeaders().getOrDefault("traceparent", List.of())));
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
        return delay;
    }

    private synchronized void end() {
        underWay--;
    }

    private void answer(HttpExchange exchange) {
        Duration wait = begin(exchange);
        var unused = CompletableFuture.runAsync(
                () -> {
                    end();
                    try (exchange) {
                        exchange.getRequestBody().readAllBytes();
                        exchange.sendResponseHeaders(200, -1);
                    } catch (IOException e) {
                        // the caller is gone
                    }
                },
                CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, workers));
    }
}
