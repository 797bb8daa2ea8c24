package dev.waybill.local.clickhouse;

import dev.waybill.local.http.FaultSwitch;
import dev.waybill.local.http.FaultSwitches;
import dev.waybill.local.http.Faults;
import dev.waybill.local.http.FaultyFront;
import dev.waybill.local.http.LoopbackServer;
import dev.waybill.local.http.RequestLog;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;

/**
 * A ClickHouse service on the loopback interface: its HTTP interface, and fault switches below {@code /faults}.
 *
 * <p>Thread-safe. Unless it is given a real engine it is a stand-in, with DuckDB behind it: it answers as ClickHouse would
 * or refuses, with ClickHouse's codes. What is answered with success is on disk, where there is a data directory.
 */
public final class ClickHouseService implements AutoCloseable {
    /** The exception code of failing answers, 252 being "too many parts". */
    public static final FaultSwitch CODE = HttpInterface.CODE;

    private static final int THREADS = 8;

    private final LoopbackServer server;
    private final Engine engine;
    private final FaultSwitches switches;
    private final RequestLog log;

    private ClickHouseService(LoopbackServer server, Engine engine, FaultSwitches switches, RequestLog log) {
        this.server = server;
        this.engine = engine;
        this.switches = switches;
        this.log = log;
    }

    /** Starts a stand-in on a free port that keeps nothing. */
    public static ClickHouseService start() throws IOException {
        return start(ClickHouseServiceSettings.defaults());
    }

    /** Starts a stand-in; it answers, and fast, when this returns. */
    public static ClickHouseService start(ClickHouseServiceSettings settings) throws IOException {
        return start(settings, () -> StandIn.open(settings.dataDir()));
    }

    /** Starts a service with another engine; the data directory is the engine's own concern. */
    public static ClickHouseService start(ClickHouseServiceSettings settings, Engine.Opener engine) throws IOException {
        LoopbackServer server = LoopbackServer.bind("clickhouse", settings.port(), THREADS);
        try {
            return serve(server, settings, engine.open());
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static ClickHouseService serve(LoopbackServer server, ClickHouseServiceSettings settings, Engine engine) {
        var switches = new FaultSwitches(new Random(settings.seed()), List.of(CODE));
        var log = new RequestLog();
        var access = new Access(settings.user(), settings.password());
        server.serve(new FaultyFront(new HttpInterface(engine, access, log), switches, log, server.timer()));
        return new ClickHouseService(server, engine, switches, log);
    }

    /** Where it listens. */
    public URI uri() {
        return server.uri();
    }

    /** Turns the fault switches; what is not said is off. */
    public void faults(Faults faults) {
        switches.set(faults);
    }

    /** The statements that came, as far as their first 200 bytes. */
    public RequestLog log() {
        return log;
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
