package dev.waybill.local.stac;

import dev.waybill.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;

/**
 * A running STAC API stand-in, reachable from this machine only; what it holds is gone when it stops.
 *
 * <p>Thread-safe: the catalogue guards itself, nothing else changes.
 */
public final class StacService implements AutoCloseable {
    private static final int THREADS = 4;

    private final LoopbackServer server;

    private StacService(LoopbackServer server) {
        this.server = server;
    }

    /**
     * Starts a service with an empty catalogue.
     *
     * @param port 0 for any free port
     * @throws java.net.BindException if the port is taken
     */
    public static StacService start(int port) throws IOException {
        LoopbackServer server = LoopbackServer.bind("stac", port, THREADS);
        String root = server.uri().toString();
        server.serve(new Exchange(new Routes(new Catalogue(), new Links(root))));
        return new StacService(server);
    }

    /** The address of the landing page, without a slash at its end. */
    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }
}
