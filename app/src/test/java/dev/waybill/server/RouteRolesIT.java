package dev.waybill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.access.Asking;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Door;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

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

    @SuppressWarnings("NullAway.Init")
    private EveryServer servers;

    @BeforeEach
    void open() throws Exception {
        servers = new EveryServer(folder);
    }

    @AfterEach
    void close() throws Exception {
        servers.close();
    }

    @Test
    void whoMayNotIsKeptOutAndWhoMayGetsThrough() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (var server : servers.all()) {
            wrong.addAll(wrong(new Asking(server.uri()), server.routes()));
        }

        assertThat(wrong).isEmpty();
        assertThat(servers.console.routes()).hasSizeGreaterThan(70);
        assertThat(servers.jobs.routes()).hasSizeGreaterThan(20);
        assertThat(servers.batch.routes()).hasSizeGreaterThan(15);
        assertThat(servers.access.audit().last(10_000))
                .noneMatch(line -> Set.of("", "expired", "revoked").contains(line.actor()))
                .anyMatch(line -> line.actor().equals("operator"));
    }

    private List<String> wrong(Asking http, List<Door.Route> routes) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Door.Route route : routes) {
            if (route.roles().isEmpty()) {
                wrong.add(route + " names nobody");
            }
            for (var each : servers.tokens.entrySet()) {
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
        var http = new Asking(servers.console.uri());

        assertThat(http.status("GET", "/", token("viewer"))).isEqualTo(200);
        assertThat(http.status("GET", "/", token("ingest"))).isEqualTo(403);
        assertThat(http.status("POST", "/local/handle", token("viewer"))).isEqualTo(403);
        assertThat(http.status("GET", "/audit", token("viewer"))).isEqualTo(403);
        assertThat(http.status("GET", "/metrics", token("none"))).isEqualTo(401);
        assertThat(http.status("GET", "/livez", token("none"))).isEqualTo(200);
        assertThat(http.get("/api/v1/me", servers.as("operator")).body()).contains("\"operator\"");
    }

    private Optional<String> token(String who) {
        return servers.tokens.getOrDefault(who, Optional.empty());
    }

    @Test
    void theDescriptionsNameEachOther() throws Exception {
        var server = new Asking(servers.console.uri()).get("/openapi.json");
        var batch = new Asking(servers.batch.uri()).get("/openapi.json");

        assertThat(server.body())
                .contains(
                        "/api/v1/pipelines",
                        "For the role viewer.",
                        "the batch API, on a port of its own (server.batch_port");
        assertThat(batch.body()).contains("waybill server, on a port of its own (server.port");
    }

    @Test
    void anUploaderSeesTheJobsOfItsOwnUploadsOnly() throws Exception {
        servers.add("other", Role.INGEST, Optional.empty());
        var http = new Asking(servers.batch.uri());
        String schema = "{\\\"a\\\": \\\"String\\\"}";
        String model = field(
                "id",
                http.send("POST", "/models", "{\"name\": \"m\", \"schema\": \"" + schema + "\"}", servers.as("admin")));
        String[] uploader = {
            "Authorization",
            "Bearer " + token("ingest").orElseThrow(),
            "Content-Type",
            "multipart/form-data; boundary=b"
        };

        var uploaded = http.send(
                "POST",
                "/jobs?model_id=" + model,
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\na\n1\n\r\n--b--\r\n",
                uploader);
        String job = "/jobs/" + field("job_id", uploaded);

        assertThat(http.get("/jobs", servers.as("ingest")).body()).contains(model);
        assertThat(http.get(job, servers.as("ingest")).statusCode()).isEqualTo(200);
        assertThat(http.get("/jobs", servers.as("viewer")).body()).contains(model);
        assertThat(http.get("/jobs", servers.as("other")).body()).isEqualTo("[]");
        assertThat(http.get(job, servers.as("other")).statusCode()).isEqualTo(404);
        assertThat(http.get(job + "/rejected", servers.as("other")).statusCode())
                .isEqualTo(404);
        assertThat(http.get(job + "/rejected", servers.as("ingest")).statusCode())
                .isEqualTo(200);
        assertThat(http.get(job + "/rejected", servers.as("viewer")).statusCode())
                .isEqualTo(403);
    }

    private static String field(String name, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body()).path(name).asString("");
    }
}
