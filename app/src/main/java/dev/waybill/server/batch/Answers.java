package dev.waybill.server.batch;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** How answers look: JSON, and errors as {@code {"detail": …}}, or as problem details where these are asked for. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROBLEM = "application/problem+json";
    private static final String RETRY_SECONDS = "2";

    private Answers() {}

    static void json(Context ctx, int status, Object value) {
        ctx.status(status).contentType("application/json").result(JSON.writeValueAsBytes(value));
    }

    /** Says what becomes of whatever a handler throws. */
    static void handle(RoutesConfig routes) {
        routes.exception(ApiException.class, (e, ctx) -> error(ctx, e.status(), e.detail(), e));
        routes.exception(DeliveryException.class, Answers::unavailable);
        routes.exception(
                HttpResponseException.class, (e, ctx) -> error(ctx, e.getStatus(), title(e.getStatus()), null));
        routes.exception(EOFException.class, (e, ctx) -> error(ctx, 400, "the request ended early", null));
        routes.exception(Exception.class, (e, ctx) -> {
            log.atError().addKeyValue("path", ctx.path()).setCause(e).log("a request failed");
            error(ctx, 500, "Internal Server Error", null);
        });
        routes.error(404, ctx -> {
            if (ctx.attribute(Answers.class.getName()) == null) {
                error(ctx, 404, "Not Found", null);
            }
        });
    }

    private static void unavailable(DeliveryException e, Context ctx) {
        boolean mayPass = e.failure().failureClass() != FailureClass.BUG;
        log.atWarn()
                .addKeyValue("path", ctx.path())
                .addKeyValue("error", e.failure().reason())
                .log("a request cannot be served now");
        if (mayPass) {
            ctx.header("Retry-After", RETRY_SECONDS);
        }
        error(ctx, mayPass ? 503 : 500, e.failure().reason(), null);
    }

    private static void error(Context ctx, int status, String detail, @Nullable ApiException cause) {
        Map<String, Object> body = new LinkedHashMap<>();
        boolean isProblem = String.valueOf(ctx.header("Accept")).contains(PROBLEM);
        List<Map<String, @Nullable Object>> fields = cause == null ? List.of() : cause.fields();
        if (isProblem) {
            body.put("type", "about:blank");
            body.put("title", title(status));
            body.put("status", status);
        }
        body.put("detail", isProblem || fields.isEmpty() ? detail : fields);
        if (isProblem && !fields.isEmpty()) {
            body.put("errors", fields);
        }
        ctx.attribute(Answers.class.getName(), true);
        json(ctx, status, body);
        if (isProblem) {
            ctx.contentType(PROBLEM);
        }
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
