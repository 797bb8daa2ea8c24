package dev.waybill.local.stac;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running STAC API stand-in, reachable from this machine only; what it holds is gone when it stops.
 *
 * <p>Thread-safe: the catalogue guards itself, nothing else changes.
 */
public final class StacService implements AutoCloseable {
    private static final int THREADS = 4;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    static {
        // Read once, when the server's classes are first used. Without it every answer waits 40 ms for an
        // acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService workers;
    private final URI uri;

    private StacService(HttpServer server, ExecutorService workers, URI uri) {
        this.server = server;
        this.workers = workers;
        this.uri = uri;
    }

    /**
     * Starts a service with an empty catalogue.
     *
     * @param port 0 for any free port
     * @throws java.net.BindException if the port is taken
     */
    public static StacService start(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var threadNumber = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(
                THREADS, task -> new Thread(task, "stac-" + threadNumber.getAndIncrement()));
        server.setExecutor(workers);
        server.createContext("/", new Exchange(new Routes(new Catalogue(), new Links(uri.toString()))));
        server.start();
        return new StacService(server, workers, uri);
    }

    /** The address of the landing page, without a slash at its end. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
