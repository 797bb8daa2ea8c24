package dev.waybill.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.upload.Keeping;
import dev.waybill.cli.failures.ServedFailures;
import dev.waybill.cli.jobs.JobsSite;
import dev.waybill.cli.server.Offer;
import dev.waybill.cli.server.Offers;
import dev.waybill.cli.server.WaybillServer;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Terminal;
import dev.waybill.local.handle.HandleService;
import dev.waybill.local.handle.HandleServiceSettings;
import dev.waybill.local.kafka.KafkaBroker;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.AccessSettings;
import dev.waybill.server.access.Role;
import dev.waybill.server.batch.ApiSettings;
import dev.waybill.server.batch.BatchApi;
import dev.waybill.server.batch.UploadLimits;
import dev.waybill.server.console.LocalStack;
import dev.waybill.server.console.Section;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.jobs.JobsApi;
import dev.waybill.server.jobs.JobsRoutes;
import dev.waybill.server.pipelines.PipelineWatch;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Each server, with everything that can be offered there, and tokens of every kind. No ClickHouse runs, and no worker; there is a
 * processor {@code p} with five jobs.
 */
@SuppressWarnings("try") // what it closes may be interrupted, and that is passed on
final class EveryServer implements AutoCloseable {
    private static final DoorSettings HERE = DoorSettings.at("127.0.0.1", 0);

    final Access access;
    final WaybillServer console;
    final JobsApi jobs;
    final BatchApi batch;

    /** By whose they are: of every role, none, one that expired, and one that was revoked. */
    final Map<String, Optional<String>> tokens = new LinkedHashMap<>();

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** {@code folder} has tokens and audit; what is parked is below {@code failures}. */
    EveryServer(Path folder) throws Exception {
        var settings = new AccessSettings(folder.resolve("tokens.json"), folder.resolve("audit.jsonl"), 100_000);
        access = Access.of(settings, "127.0.0.1", InstantSource.system());
        addTokens();
        var site = opened(JobsSite.open());
        site.processor("p", 5, d -> d);
        jobs = opened(JobsApi.start(site.database(), HERE, access));
        batch = opened(batch(access, folder, opened(KafkaBroker.start(KafkaBroker.Settings.TEMPORARY))));
        var handle = opened(HandleService.start(HandleServiceSettings.defaults().withPort(0)));
        var watch = opened(PipelineWatch.start(Optional.empty(), List.of(), Optional.empty(), InstantSource.system()));
        var failed = opened(ServedFailures.open(
                session(folder),
                settings.audit(),
                List.of(folder.resolve("failures").toString())));
        var offers = new ArrayList<>(Offers.of(failed, access, Optional.of(site.database()), Optional.of(batch)));
        offers.add(new Offer(
                Set.of(Section.LOCAL_STACK),
                pages -> List.of(new LocalStack(pages, Map.of("handle", handle.uri()))),
                List::of));
        console = opened(WaybillServer.start(HERE, access, watch, List.of(new JobsRoutes(site.database())), offers));
    }

    private void addTokens() throws Exception {
        tokens.put("none", Optional.empty());
        for (Role role : Role.ofTokens()) {
            add(role.word(), role, Optional.empty());
        }
        add("expired", Role.ADMIN, Optional.of(Instant.EPOCH));
        add("revoked", Role.ADMIN, Optional.empty());
        access.tokens().revoke("revoked");
    }

    void add(String name, Role role, Optional<Instant> end) throws Exception {
        tokens.put(name, Optional.of(access.tokens().create(name, role, end).secret()));
    }

    private static BatchApi batch(Access access, Path folder, KafkaBroker broker) throws Exception {
        return BatchApi.start(
                new ApiSettings(HERE, folder.resolve("spool"), new UploadLimits(1_000, 1_000_000), Keeping.USUAL),
                access,
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ClickHouse(ClickHouseSettings.of(URI.create("http://127.0.0.1:1"))));
    }

    private static Session session(Path folder) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        var terminal = new Terminal(nowhere, nowhere, false, false, false, false, 100);
        return new Session(
                terminal, Map.of("WAYBILL_RUN_DIR", folder.resolve("run").toString()), Optional.empty());
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** One of them, and what it offers. */
    record Offered(URI uri, List<Door.Route> routes) {}

    List<Offered> all() {
        return List.of(
                new Offered(console.uri(), console.routes()),
                new Offered(jobs.uri(), jobs.routes()),
                new Offered(batch.uri(), batch.routes()));
    }

    /** What goes with a request of that one. */
    String[] as(String who) {
        return new String[] {"Authorization", "Bearer " + tokens.get(who).orElseThrow()};
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
