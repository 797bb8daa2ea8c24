package dev.waybill.local.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server that only this machine reaches, with threads of its own.
 *
 * <p>Thread-safe. Requests are taken from {@link #serve} on; until then they wait.
 */
public final class LoopbackServer implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 1024;

    static {
        // Read once, when the JDK's server is first used. Without the first, every small answer waits 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    }

    private final HttpServer server;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;

    private LoopbackServer(HttpServer server, ExecutorService workers, ScheduledExecutorService timer) {
        this.server = server;
        this.workers = workers;
        this.timer = timer;
    }

    /**
     * Takes the port.
     *
     * @param name of its threads
     * @param port 0 for any free one
     * @throws java.net.BindException if the port is taken
     */
    public static LoopbackServer bind(String name, int port, int threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
        ExecutorService workers = Executors.newFixedThreadPool(threads, daemons(name));
        server.setExecutor(workers);
        return new LoopbackServer(
                server, workers, Executors.newSingleThreadScheduledExecutor(daemons(name + "-timer")));
    }

    /** Answers requests from now on. */
    public void serve(HttpHandler handler) {
        server.createContext("/", handler);
        server.start();
    }

    /** For answers that are held back. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Where it listens, without a path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        server.stop(0);
        workers.shutdownNow();
    }

    private static ThreadFactory daemons(String name) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
