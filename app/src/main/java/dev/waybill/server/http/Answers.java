package dev.waybill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** How answers are written, and what becomes of whatever a handler throws. */
public final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RETRY_SECONDS = "2";
    private static final String IS_REFUSED = "waybill.refused";

    private Answers() {}

    public static void json(Context ctx, int status, Object value) {
        ctx.status(status).contentType("application/json").result(JSON.writeValueAsBytes(value));
    }

    /** A JSON object with its fields in this order: a name, its value, a name, its value. */
    public static Map<String, Object> object(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    public static void text(Context ctx, int status, String text) {
        ctx.status(status).contentType("text/plain; charset=utf-8").result(text);
    }

    /** Metrics in the form that Prometheus reads. */
    public static void metrics(Context ctx, String text) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(text);
    }

    /** A text that is part of this build, beside the class {@code owner}. */
    public static void resource(Context ctx, Class<?> owner, String name, String type) throws IOException {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name + " in this build");
            }
            ctx.contentType(type).result(new String(in.readAllBytes(), UTF_8));
        }
    }

    static void handle(RoutesConfig routes, ErrorForm form, List<? extends Routes> offered) {
        routes.exception(Refusal.class, (e, ctx) -> refuse(ctx, e, form));
        routes.exception(DeliveryException.class, (e, ctx) -> refuse(ctx, unavailable(e, ctx), form));
        routes.exception(HttpResponseException.class, (e, ctx) -> refuse(ctx, titled(e.getStatus()), form));
        routes.exception(EOFException.class, (e, ctx) -> refuse(ctx, Refusal.of(400, "the request ended early"), form));
        routes.exception(Exception.class, (e, ctx) -> {
            var refusal =
                    offered.stream().flatMap(each -> each.explain(e).stream()).findFirst();
            refuse(ctx, refusal.orElseGet(() -> failed(e, ctx)), form);
        });
        routes.error(404, ctx -> {
            if (ctx.attribute(IS_REFUSED) == null) {
                refuse(ctx, titled(404), form);
            }
        });
    }

    private static Refusal titled(int status) {
        return Refusal.of(status, Refusal.of(status, "").title());
    }

    private static Refusal failed(Exception e, Context ctx) {
        if (isTooSlow(e)) {
            return Refusal.of(408, "the request came too slowly");
        }
        var refused = cause(e, HttpException.class);
        if (refused.isPresent()) { // by Jetty, while it read a form; one that is too long it calls a state
            return titled(
                    cause(e, IllegalStateException.class).isPresent()
                            ? 413
                            : refused.get().getCode());
        }
        log.atError()
                .addKeyValue("path", ctx.path())
                .addKeyValue("request", RequestId.of(ctx))
                .setCause(e)
                .log("a request failed");
        return titled(500);
    }

    private static boolean isTooSlow(Throwable thrown) {
        return thrown instanceof IOException
                && cause(thrown, TimeoutException.class).isPresent();
    }

    private static <T> Optional<T> cause(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause).map(type::cast);
    }

    private static Refusal unavailable(DeliveryException e, Context ctx) {
        log.atWarn()
                .addKeyValue("path", ctx.path())
                .addKeyValue("request", RequestId.of(ctx))
                .addKeyValue("error", e.failure().reason())
                .log("a request cannot be served now");
        return e.failure().failureClass() == FailureClass.BUG
                ? titled(500)
                : Refusal.of(503, e.failure().reason()).withHeader("Retry-After", RETRY_SECONDS);
    }

    private static void refuse(Context ctx, Refusal refusal, ErrorForm form) {
        ctx.attribute(IS_REFUSED, true);
        ctx.status(refusal.status());
        refusal.headers().forEach(ctx::header);
        form.write(ctx, refusal);
    }
}
