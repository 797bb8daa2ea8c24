package dev.waybill.server.jobs;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.jobs.processor.UnknownProcessorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** How answers look: JSON, and problem details for what cannot be served. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RETRY_SECONDS = "2";

    private Answers() {}

    static void json(Context ctx, int status, Object value) {
        ctx.status(status).contentType("application/json").result(JSON.writeValueAsBytes(value));
    }

    /** A JSON object with its fields in this order: a name, its value, a name, its value. */
    static Map<String, Object> object(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** Says what becomes of whatever a handler throws. */
    static void handle(RoutesConfig routes) {
        routes.exception(Problem.class, (e, ctx) -> problem(ctx, e.status(), e.type(), e.detail()));
        routes.exception(UnknownProcessorException.class, (e, ctx) -> {
            Problem problem = Problem.noProcess(String.valueOf(e.getMessage()));
            problem(ctx, problem.status(), problem.type(), problem.detail());
        });
        routes.exception(DeliveryException.class, Answers::unavailable);
        routes.exception(
                IllegalArgumentException.class,
                (e, ctx) -> problem(ctx, 422, "about:blank", String.valueOf(e.getMessage())));
        routes.exception(
                HttpResponseException.class,
                (e, ctx) -> problem(ctx, e.getStatus(), "about:blank", title(e.getStatus())));
        routes.exception(Exception.class, (e, ctx) -> {
            log.atError().addKeyValue("path", ctx.path()).setCause(e).log("a request failed");
            problem(ctx, 500, "about:blank", "Internal Server Error");
        });
        routes.error(404, ctx -> {
            if (ctx.attribute(Answers.class.getName()) == null) {
                problem(ctx, 404, "about:blank", "Not Found");
            }
        });
    }

    private static void unavailable(DeliveryException e, Context ctx) {
        log.atWarn()
                .addKeyValue("path", ctx.path())
                .addKeyValue("error", e.failure().reason())
                .log("a request cannot be served now");
        boolean mayPass = e.failure().failureClass() != FailureClass.BUG;
        if (mayPass) {
            ctx.header("Retry-After", RETRY_SECONDS);
        }
        problem(ctx, mayPass ? 503 : 500, "about:blank", mayPass ? e.failure().reason() : "Internal Server Error");
    }

    private static void problem(Context ctx, int status, String type, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("title", title(status));
        body.put("status", status);
        body.put("detail", detail);
        ctx.attribute(Answers.class.getName(), true);
        json(ctx, status, body);
        ctx.contentType("application/problem+json");
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
