package dev.waybill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.upload.Keeping;
import dev.waybill.cli.jobs.JobsSite;
import dev.waybill.cli.server.WaybillServer;
import dev.waybill.local.kafka.KafkaBroker;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.AccessSettings;
import dev.waybill.server.access.Asking;
import dev.waybill.server.access.Role;
import dev.waybill.server.batch.ApiSettings;
import dev.waybill.server.batch.BatchApi;
import dev.waybill.server.batch.UploadLimits;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.jobs.JobsApi;
import dev.waybill.server.jobs.JobsRoutes;
import dev.waybill.server.pipelines.PipelineWatch;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route of every server, asked by everybody: only who has a role that the route names gets through. */
final class RouteRolesIT {
    /** What each may do beside what is open to all. */
    private static final Map<String, Set<Role>> MAY = Map.of(
            "none", Set.of(),
            "expired", Set.of(),
            "revoked", Set.of(),
            "viewer", Set.of(Role.VIEWER),
            "ingest", Set.of(Role.INGEST),
            "operator", Set.of(Role.VIEWER, Role.INGEST, Role.OPERATOR),
            "admin", Set.of(Role.VIEWER, Role.INGEST, Role.OPERATOR, Role.ADMIN));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Map<String, Optional<String>> tokens = new LinkedHashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Access access() throws Exception {
        var settings = new AccessSettings(folder.resolve("tokens.json"), folder.resolve("audit.jsonl"), 100_000);
        var access = Access.of(settings, "127.0.0.1", InstantSource.system());
        tokens.put("none", Optional.empty());
        for (Role role : Role.ofTokens()) {
            tokens.put(role.word(), token(access, role.word(), role, Optional.empty()));
        }
        tokens.put("expired", token(access, "expired", Role.ADMIN, Optional.of(Instant.EPOCH)));
        tokens.put("revoked", token(access, "revoked", Role.ADMIN, Optional.empty()));
        access.tokens().revoke("revoked");
        return access;
    }

    private static Optional<String> token(Access access, String name, Role role, Optional<Instant> end)
            throws Exception {
        return Optional.of(access.tokens().create(name, role, end).secret());
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void whoMayNotIsKeptOutAndWhoMayGetsThrough() throws Exception {
        var access = access();
        var site = opened(JobsSite.open());
        site.processor("p", 1, d -> d);
        var broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY);
        open.push(broker);
        var watch = opened(PipelineWatch.start(Optional.empty(), List.of(), Optional.empty(), InstantSource.system()));
        var here = DoorSettings.at("127.0.0.1", 0);
        var server = opened(WaybillServer.start(here, access, watch, List.of(new JobsRoutes(site.database()))));
        var jobs = opened(JobsApi.start(site.database(), here, access));
        var batch = opened(BatchApi.start(
                new ApiSettings(here, folder.resolve("spool"), UploadLimits.USUAL, Keeping.USUAL),
                access,
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ClickHouse(ClickHouseSettings.of(URI.create("http://127.0.0.1:1")))));

        List<String> wrong = new ArrayList<>();
        wrong.addAll(wrong(server.uri(), server.routes()));
        wrong.addAll(wrong(jobs.uri(), jobs.routes()));
        wrong.addAll(wrong(batch.uri(), batch.routes()));

        assertThat(wrong).isEmpty();
        assertThat(server.routes()).hasSizeGreaterThan(30);
        assertThat(jobs.routes()).hasSizeGreaterThan(20);
        assertThat(batch.routes()).hasSizeGreaterThan(15);
        assertThat(access.audit().last(10_000))
                .noneMatch(line -> Set.of("", "expired", "revoked").contains(line.actor()))
                .anyMatch(line -> line.actor().equals("operator"));
    }

    private List<String> wrong(URI base, List<Door.Route> routes) throws Exception {
        var http = new Asking(base);
        List<String> wrong = new ArrayList<>();
        for (Door.Route route : routes) {
            if (route.roles().isEmpty()) {
                wrong.add(route + " names nobody");
            }
            for (var each : tokens.entrySet()) {
                int status = http.status(route.method(), route.path().replaceAll("\\{[^}]+}", "7"), each.getValue());
                if (!isRight(route, each.getKey(), status)) {
                    wrong.add(route + " answers " + status + " to " + each.getKey());
                }
            }
        }
        return wrong;
    }

    private static boolean isRight(Door.Route route, String who, int status) {
        if (route.roles().contains(Role.ANYONE)) {
            return status != 403 && (status != 401 || route.path().equals("/login"));
        }
        Set<Role> has = MAY.getOrDefault(who, Set.of());
        if (has.isEmpty()) {
            return status == 401 || (status == 429 && !who.equals("none")); // guessing is slowed down
        }
        boolean may = route.roles().stream().anyMatch(has::contains);
        return may ? status != 401 && status != 403 : status == 403;
    }

    @Test
    void whatChangesIsForOperatorsAndWhatIsReadIsNotForUploaders() throws Exception {
        var access = access();
        var watch = opened(PipelineWatch.start(Optional.empty(), List.of(), Optional.empty(), InstantSource.system()));
        var server = opened(WaybillServer.start(DoorSettings.at("127.0.0.1", 0), access, watch, List.of()));
        var http = new Asking(server.uri());

        assertThat(http.status("GET", "/", tokens.get("viewer"))).isEqualTo(200);
        assertThat(http.status("GET", "/", tokens.get("ingest"))).isEqualTo(403);
        assertThat(http.status("GET", "/metrics", tokens.get("none"))).isEqualTo(401);
        assertThat(http.status("GET", "/livez", tokens.get("none"))).isEqualTo(200);
        assertThat(http.get(
                                "/api/v1/me",
                                "Authorization",
                                "Bearer " + tokens.get("operator").orElseThrow())
                        .body())
                .contains("\"operator\"");
        assertThat(http.get("/openapi.json").body()).contains("/api/v1/pipelines", "For the role viewer.");
    }
}
