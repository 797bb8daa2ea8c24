package dev.waybill.local.handle;

import dev.waybill.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;

/**
 * A Handle service on the loopback interface: the JSON REST interface of Handle.Net 8 and 9 below
 * {@code /api/handles}, and fault switches below {@code /faults}.
 *
 * <p>Thread-safe. It serves what the real one serves and refuses what the real one refuses, so that what works here
 * works there. Left out: certificates and sessions, referrals, the native protocol. Administrators are known by prefix;
 * the permission bits of a record's own {@code HS_ADMIN} are kept but not consulted. A write above the protocol's
 * message limit is answered with 400 and code 4, where the native server just closes the connection.
 */
public final class HandleService implements AutoCloseable {
    private static final int THREADS = 8;

    private final LoopbackServer server;
    private final FaultSwitches switches;
    private final RequestLog log;
    private final Journal journal;

    private HandleService(LoopbackServer server, FaultSwitches switches, RequestLog log, Journal journal) {
        this.server = server;
        this.switches = switches;
        this.log = log;
        this.journal = journal;
    }

    /** Starts a service with prefix {@code 21.TEST} on a free port, in memory. */
    public static HandleService start() throws IOException {
        return start(HandleServiceSettings.defaults());
    }

    /** Starts a service; it answers when this returns. */
    public static HandleService start(HandleServiceSettings settings) throws IOException {
        Journal journal = settings.dataDir().isPresent()
                ? FileJournal.in(settings.dataDir().get())
                : Journal.NONE;
        try {
            return start(settings, journal);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private static HandleService start(HandleServiceSettings settings, Journal journal) throws IOException {
        var store = new HandleStore(journal);
        Preload.into(store, settings, InstantSource.system().instant());

        var log = new RequestLog();
        var switches = new FaultSwitches(new Random(settings.seed()));
        var authenticator = new Authenticator(store, settings.users());
        var router = new Router(
                new Responsibility(settings.prefixes()),
                authenticator,
                new ReadRoute(store, authenticator),
                new WriteRoute(
                        store, InstantSource.system(), () -> UUID.randomUUID().toString()),
                new ListRoute(store),
                log);
        LoopbackServer server = LoopbackServer.bind("handle-service", settings.port(), THREADS);
        server.serve(new Front(router, new FaultRoute(switches, log), switches, log, server.timer()));
        return new HandleService(server, switches, log, journal);
    }

    /** Where it listens, without a path: what {@code handle.server_url} is set to. */
    public URI uri() {
        return server.uri();
    }

    /** Turns the fault switches; what is not said is off. */
    public void faults(Faults faults) {
        switches.set(faults);
    }

    /** What was asked and changed since the start. */
    public RequestLog log() {
        return log;
    }

    @Override
    public void close() {
        server.close();
        journal.close();
    }
}
