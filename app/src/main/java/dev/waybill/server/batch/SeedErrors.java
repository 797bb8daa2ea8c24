package dev.waybill.server.batch;

import dev.waybill.server.http.Answers;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.http.Refusal;
import io.javalin.http.Context;
import java.util.Map;

/** Errors as {@code {"detail": …}}, or as problem details where these are asked for. */
final class SeedErrors implements ErrorForm {
    private static final String PROBLEM = "application/problem+json";

    @Override
    public void write(Context ctx, Refusal refusal) {
        if (String.valueOf(ctx.header("Accept")).contains(PROBLEM)) {
            ErrorForm.PROBLEM.write(ctx, refusal);
        } else {
            Object detail = refusal.fields().isEmpty() ? refusal.detail() : refusal.fields();
            Answers.json(ctx, refusal.status(), Map.of("detail", detail));
        }
    }
}
