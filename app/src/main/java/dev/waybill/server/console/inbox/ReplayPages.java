package dev.waybill.server.console.inbox;

import dev.waybill.server.access.Audited;
import dev.waybill.server.access.Role;
import dev.waybill.server.console.Mark;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.Shown;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import dev.waybill.server.replays.ReplayView;
import dev.waybill.server.replays.Replays;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Replays that were started here, and what became of them. Thread-safe. */
final class ReplayPages implements Routes {
    private final Pages pages;
    private final Replays replays;
    private final UnaryOperator<String> redact;
    private final InstantSource clock;

    ReplayPages(Pages pages, Replays replays, UnaryOperator<String> redact, InstantSource clock) {
        this.pages = pages;
        this.replays = replays;
        this.redact = redact;
        this.clock = clock;
    }

    /** One of them. */
    record Row(
            String id,
            Mark state,
            String who,
            String started,
            String took,
            String expected,
            String arrived,
            String again,
            String said,
            String command,
            boolean isRunning) {}

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(Section.REPLAYS.path(), this::list, Role.VIEWER);
        routes.post("/replays/{id}/cancel", this::cancel, Role.OPERATOR);
    }

    private void list(Context ctx) {
        List<Row> rows = replays.all().stream().map(this::row).toList();
        pages.show(
                ctx,
                Section.REPLAYS,
                Section.REPLAYS.title(),
                "",
                "inbox/replays.jte",
                Map.of("rows", rows, "isAnyRunning", rows.stream().anyMatch(Row::isRunning)));
    }

    private Row row(ReplayView view) {
        return new Row(
                view.id(),
                mark(view.outcome()),
                view.who(),
                Shown.moment(view.started()),
                Shown.time(Duration.between(view.started(), view.ended().orElse(clock.instant()))),
                Shown.count(view.expected()),
                view.isRunning() ? Shown.NOTHING : Shown.count(view.arrived()),
                view.isRunning() ? Shown.NOTHING : Shown.count(view.failedAgain()),
                redact.apply(view.said()),
                view.command(),
                view.isRunning());
    }

    private static Mark mark(String outcome) {
        return switch (outcome) {
            case "running" -> new Mark("◐", "running", "busy");
            case "done" -> new Mark("●", "done", "good");
            case "cancelled" -> new Mark("○", "cancelled", "quiet");
            default -> new Mark("■", outcome.replace('_', ' '), "bad");
        };
    }

    private void cancel(Context ctx) {
        String id = ctx.pathParam("id");
        if (!replays.cancel(id)) {
            throw Refusal.notFound("replay " + id);
        }
        Audited.say(ctx, "replays.cancel", Map.of("replay", id), Map.of());
        ctx.redirect(Section.REPLAYS.path(), HttpStatus.SEE_OTHER);
    }
}
