package dev.waybill.server.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** How an error looks to the one who asked. Status and headers are set already. */
@FunctionalInterface
public interface ErrorForm {
    /** Problem details, RFC 9457. */
    ErrorForm PROBLEM = (ctx, refusal) -> {
        Answers.json(ctx, refusal.status(), problem(refusal));
        ctx.contentType("application/problem+json");
    };

    /** Writes the body. */
    void write(Context ctx, Refusal refusal);

    /** The fields of problem details. */
    static Map<String, Object> problem(Refusal refusal) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", refusal.type());
        body.put("title", refusal.title());
        body.put("status", refusal.status());
        body.put("detail", refusal.detail());
        if (!refusal.fields().isEmpty()) {
            body.put("errors", refusal.fields());
        }
        return body;
    }
}
