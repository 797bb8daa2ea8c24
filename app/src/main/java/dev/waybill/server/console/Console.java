package dev.waybill.server.console;

import dev.waybill.server.access.Role;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import dev.waybill.server.pipelines.PipelineView;
import dev.waybill.server.pipelines.PipelineWatch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The pages about running pipelines, and the streams that keep them up to date. Reads only.
 *
 * <p>Thread-safe. Close it before the watch it looks through.
 */
@SuppressWarnings("try") // what it closes may be interrupted, and that is passed on
public final class Console implements Routes, AutoCloseable {
    private final Pages pages;
    private final PipelineWatch watch;
    private final InstantSource clock;
    private final Cards cards;
    private final List<String> suggestions;
    private final Live live;

    /**
     * Over {@code watch}, which stays the caller's.
     *
     * @param cards further numbers of the overview, asked every few seconds
     * @param suggestions commands that start a pipeline, shown where none runs
     */
    public Console(
            Pages pages,
            PipelineWatch watch,
            InstantSource clock,
            Supplier<List<Card>> cards,
            List<String> suggestions) {
        this.pages = pages;
        this.watch = watch;
        this.clock = clock;
        this.cards = new Cards(cards);
        this.suggestions = List.copyOf(suggestions);
        this.live = new Live(watch);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new Assets().addTo(routes);
        routes.get("/", this::overview, Role.VIEWER);
        routes.sse("/live/overview", client -> live.open(client, "overview", this::overviewPanels), Role.VIEWER);
        routes.get("/pipelines/{id}", this::pipeline, Role.VIEWER);
        routes.sse("/live/pipelines/{id}", this::livePipeline, Role.VIEWER);
        routes.get(Section.IN_FLIGHT.path(), this::inFlight, Role.VIEWER);
        routes.sse("/live/in-flight", client -> live.open(client, "in-flight", this::inFlightPanels), Role.VIEWER);
        routes.get(Section.WORKERS.path(), this::workers, Role.VIEWER);
        routes.sse("/live/workers", client -> live.open(client, "workers", this::workerPanels), Role.VIEWER);
        new PipelineApi(watch).addTo(routes);
    }

    private void overview(Context ctx) {
        show(
                ctx,
                Section.OVERVIEW,
                Section.OVERVIEW.title(),
                "waybill status --watch",
                "/live/overview",
                "overview.jte",
                overviewPage(watch.seen()));
    }

    private OverviewPage overviewPage(PipelineWatch.Seen seen) {
        return OverviewPage.of(seen, cards.latest(), suggestions, clock.instant());
    }

    private Map<String, String> overviewPanels(PipelineWatch.Seen seen) {
        var page = overviewPage(seen);
        return panels(page, Map.of("cards", "overviewCards.jte", "pipelines", "overviewPipelines.jte"));
    }

    private void pipeline(Context ctx) {
        String id = ctx.pathParam("id");
        var view = watch.seen().pipeline(id).orElseThrow(() -> Refusal.notFound("pipeline " + id + " that runs now"));
        show(
                ctx,
                Section.OVERVIEW,
                view.name(),
                "waybill why --url " + view.target().uri(),
                "/live/pipelines/" + view.target().id(),
                "pipeline.jte",
                PipelinePage.of(view, clock.instant()));
    }

    private void livePipeline(SseClient client) {
        String id = client.ctx().pathParam("id");
        live.open(
                client,
                "pipeline " + id,
                seen -> seen.pipeline(id)
                        .map(this::pipelinePanels)
                        .orElseGet(() -> Map.of("answer", pages.render("gone.jte", Map.of()))));
    }

    private Map<String, String> pipelinePanels(PipelineView view) {
        var page = PipelinePage.of(view, clock.instant());
        return panels(
                page,
                Map.of(
                        "answer", "pipelineAnswer.jte",
                        "strips", "pipelineStrips.jte",
                        "plots", "pipelinePlots.jte",
                        "records", "pipelineRecords.jte"));
    }

    private void inFlight(Context ctx) {
        show(
                ctx,
                Section.IN_FLIGHT,
                Section.IN_FLIGHT.title(),
                "waybill why -o json",
                "/live/in-flight",
                "inFlight.jte",
                InFlightPage.of(watch.seen()));
    }

    private Map<String, String> inFlightPanels(PipelineWatch.Seen seen) {
        return panels(InFlightPage.of(seen), Map.of("records", "inFlightRecords.jte"));
    }

    private void workers(Context ctx) {
        show(
                ctx,
                Section.WORKERS,
                Section.WORKERS.title(),
                "waybill status",
                "/live/workers",
                "workers.jte",
                WorkersPage.of(watch.seen(), clock.instant()));
    }

    private Map<String, String> workerPanels(PipelineWatch.Seen seen) {
        return panels(WorkersPage.of(seen, clock.instant()), Map.of("workers", "workersTable.jte"));
    }

    private void show(
            Context ctx, Section section, String title, String command, String stream, String template, Object page) {
        pages.show(ctx, section, title, command, Optional.of(stream), template, Map.of("page", page));
    }

    private Map<String, String> panels(Object page, Map<String, String> templates) {
        var panels = new LinkedHashMap<String, String>();
        templates.forEach((name, template) -> panels.put(name, pages.render(template, Map.of("page", page))));
        return panels;
    }

    /** Pages that are open now. */
    public int openPages() {
        return live.streams();
    }

    @Override
    public void close() {
        live.close();
        cards.close();
    }
}
