package dev.waybill.server.console;

import dev.waybill.server.access.Role;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import dev.waybill.server.pipelines.PipelineView;
import dev.waybill.server.pipelines.PipelineWatch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What the pages about pipelines show, for a program. Thread-safe. */
final class PipelineApi implements Routes {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final PipelineWatch watch;

    PipelineApi(PipelineWatch watch) {
        this.watch = watch;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/pipelines", this::list, Role.VIEWER);
        routes.get("/api/v1/pipelines/{id}", ctx -> json(ctx, whole(asked(ctx))), Role.VIEWER);
        routes.get(
                "/api/v1/pipelines/{id}/samples",
                ctx -> json(ctx, Map.of("samples", asked(ctx).samples())),
                Role.VIEWER);
    }

    private void list(Context ctx) {
        List<Map<String, @Nullable Object>> all =
                watch.seen().pipelines().stream().map(PipelineApi::brief).toList();
        json(ctx, Map.of("pipelines", all));
    }

    private PipelineView asked(Context ctx) {
        String id = ctx.pathParam("id");
        return watch.seen().pipeline(id).orElseThrow(() -> Refusal.notFound("pipeline " + id + " that runs now"));
    }

    private static Map<String, @Nullable Object> brief(PipelineView view) {
        Map<String, @Nullable Object> brief = new LinkedHashMap<>();
        brief.put("id", view.target().id());
        brief.put("pipeline", view.name());
        brief.put("url", view.target().uri().toString());
        brief.put("state", view.state());
        brief.put("answer", OverviewPage.sentence(view));
        brief.put("unfinished", view.answer().map(a -> a.unfinished()).orElse(null));
        brief.put(
                "delivered_per_second",
                view.latest()
                        .map(s -> s.deliveredPerSecond())
                        .filter(rate -> !rate.isNaN())
                        .orElse(null));
        brief.put("process", view.target().presence().orElse(null));
        return brief;
    }

    private static Map<String, @Nullable Object> whole(PipelineView view) {
        var whole = brief(view);
        whole.put("silence", view.silence().orElse(null));
        whole.put("facts", view.facts());
        whole.put("why", view.answer().orElse(null));
        return whole;
    }

    private static void json(Context ctx, Object value) {
        ctx.contentType("application/json").result(JSON.writeValueAsBytes(value));
    }
}
