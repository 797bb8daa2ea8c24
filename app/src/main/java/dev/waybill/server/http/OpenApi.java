package dev.waybill.server.http;

import io.javalin.security.RouteRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a server offers to programs, in OpenAPI 3.1: every route that is no page, and who may use it, as the router has them. */
public final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/jobs/v1", "/livez", "/readyz", "/metrics");

    private static final String DESCRIPTION =
            "Pipelines, failures and replays, files, and, where a database is named, product jobs. Every route and who may use it is here; what "
                    + "goes in and comes out is in /api/v1/failures/openapi.json for failures and replays, and in "
                    + "/jobs/v1/openapi.json for product jobs. Models, uploads and batches are offered by the batch API, on a port of "
                    + "its own (server.batch_port, 8000): its /openapi.json describes them.";

    private OpenApi() {}

    /** The document. */
    public static Map<String, Object> of(List<Door.Route> routes) {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (Door.Route route : routes) {
            if (FOR_PROGRAMS.stream().anyMatch(route.path()::startsWith)) {
                paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                        .put(route.method().toLowerCase(Locale.ROOT), operation(route));
            }
        }
        return Answers.object(
                "openapi",
                "3.1.0",
                "info",
                Answers.object("title", "Waybill server", "version", "1", "description", DESCRIPTION),
                "paths",
                paths,
                "components",
                Map.of("securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
    }

    private static Map<String, Object> operation(Door.Route route) {
        List<String> roles = route.roles().stream()
                .map(RouteRole::toString)
                .map(role -> role.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        boolean isOpen = roles.contains("anyone");
        var operation = new LinkedHashMap<String, Object>();
        operation.put("summary", isOpen ? "Open to all." : "For the role " + String.join(" or ", roles) + ".");
        operation.put(
                "parameters",
                PARAMETER
                        .matcher(route.path())
                        .results()
                        .map(found -> parameter(found.group(1)))
                        .toList());
        operation.put("security", isOpen ? List.of() : List.of(Map.of("token", List.of())));
        operation.put(
                "responses", Map.of("default", Map.of("description", "JSON; problem details (RFC 9457) for errors.")));
        return operation;
    }

    private static Map<String, Object> parameter(String name) {
        return Answers.object("name", name, "in", "path", "required", true, "schema", Map.of("type", "string"));
    }
}
