package dev.waybill.local.girder;

import dev.waybill.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Random;

/**
 * A Girder service on the loopback interface: what uploads need of its REST interface, alike in Girder 3.2 and 5.0,
 * below {@code /api/v1}, and fault switches below {@code /faults}.
 *
 * <p>Thread-safe. It serves what the real one serves and refuses what the real one refuses, with its words. As there, no
 * name of a folder or item is unique, a caller with an unknown token is anonymous, and a refusal may close the connection
 * on a large body. Left out: users, groups and access levels (there is one user, who may do all), searches, and
 * what an upload tells about the inside of the service. Contents are on disk, documents in memory and, with a data
 * directory, in a journal.
 */
public final class GirderService implements AutoCloseable {
    private static final int THREADS = 16;

    private final LoopbackServer server;
    private final FaultSwitches switches;
    private final Tokens tokens;
    private final RequestLog log;
    private final Storage storage;
    private final GirderServiceSettings settings;

    private GirderService(
            LoopbackServer server,
            FaultSwitches switches,
            Tokens tokens,
            RequestLog log,
            Storage storage,
            GirderServiceSettings settings) {
        this.server = server;
        this.switches = switches;
        this.tokens = tokens;
        this.log = log;
        this.storage = storage;
        this.settings = settings;
    }

    /** Starts a service on a free port that keeps nothing. */
    public static GirderService start() throws IOException {
        return start(GirderServiceSettings.defaults());
    }

    /** Starts a service; it answers when this returns. */
    public static GirderService start(GirderServiceSettings settings) throws IOException {
        Storage storage = Storage.open(settings);
        try {
            return start(settings, storage);
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private static GirderService start(GirderServiceSettings settings, Storage storage) throws IOException {
        InstantSource clock = InstantSource.system();
        var ids = new ObjectIds(clock, new Random());
        var log = new RequestLog();
        var switches = new FaultSwitches(new Random(settings.seed()));
        var tokens = new Tokens(clock, switches, settings.apiKey());
        Router router = router(settings, storage, new Documents(clock, ids, storage.journal()), switches, tokens);

        LoopbackServer server = LoopbackServer.bind("girder-service", settings.port(), THREADS);
        var faultRoute = new FaultRoute(switches, tokens, log);
        server.serve(new Front(router, tokens, faultRoute, switches, log, server.timer()));
        return new GirderService(server, switches, tokens, log, storage, settings);
    }

    private static Router router(
            GirderServiceSettings settings,
            Storage storage,
            Documents documents,
            FaultSwitches switches,
            Tokens tokens) {
        String userId = "6b00e019b6573c41132bc3e7";
        var origin = new Uploads.Origin(userId, "6b00e01bb6573c41132bc3ea", settings.minimumChunk());
        var library = new Library(documents);
        var items = new Items(documents, switches, userId);
        var removal = new Removal(documents, items, storage.assetstore());
        var uploads = new Uploads(documents, items, storage.assetstore(), switches, origin);
        var router = new Router();
        new SystemRoutes(tokens, settings, userId, InstantSource.system()).addTo(router);
        new CollectionRoutes(documents, library, switches).addTo(router);
        new FolderRoutes(documents, library, removal, switches, userId).addTo(router);
        new ItemRoutes(documents, library, items, removal).addTo(router);
        new FileRoutes(documents, library, items, uploads, origin, removal).addTo(router);
        new DownloadRoute(library, storage.assetstore()).addTo(router);
        new ResourceRoutes(documents, library).addTo(router);
        return router;
    }

    /** The root of the REST interface: what {@code girder_api_url} is set to. */
    public URI uri() {
        return URI.create(server.uri() + Front.API);
    }

    /** A key that opens everything. */
    public String apiKey() {
        return settings.apiKey();
    }

    /** Turns the fault switches; what is not said is off. */
    public void faults(Faults faults) {
        switches.set(faults);
    }

    /** Makes all tokens unknown that were given out so far. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /** What was asked since the start. */
    public RequestLog log() {
        return log;
    }

    @Override
    public void close() {
        server.close();
        storage.close();
    }
}
