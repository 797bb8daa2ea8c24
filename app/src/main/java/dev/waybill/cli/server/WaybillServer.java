package dev.waybill.cli.server;

import dev.waybill.server.access.Access;
import dev.waybill.server.access.Role;
import dev.waybill.server.console.Card;
import dev.waybill.server.console.Console;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.Visitor;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.http.OpenApi;
import dev.waybill.server.http.RequestMeters;
import dev.waybill.server.http.Routes;
import dev.waybill.server.pipelines.PipelineWatch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The console, REST, and what else is offered behind the same door. Thread-safe: may be closed from a shutdown hook.
 */
public final class WaybillServer implements AutoCloseable {
    private static final long LARGEST_BODY = 4 << 20;
    private static final List<String> SUGGESTIONS = List.of("waybill demo traffic", "waybill pid consume");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final RequestMeters meters = new RequestMeters();

    @SuppressWarnings("NullAway.Init") // opened by start
    private Door door;

    private WaybillServer() {}

    /**
     * Returns when it answers.
     *
     * @param watch stays the caller's
     * @param more what else is offered there
     * @throws IOException if the port is taken
     */
    public static WaybillServer start(
            DoorSettings where, Access access, PipelineWatch watch, List<? extends Routes> more) throws IOException {
        return start(where, access, watch, more, List.of());
    }

    /** The same, with further pages. */
    public static WaybillServer start(
            DoorSettings where, Access access, PipelineWatch watch, List<? extends Routes> more, List<Offer> offers)
            throws IOException {
        var server = new WaybillServer();
        try {
            server.listen(where, access, watch, more, offers);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void listen(
            DoorSettings where, Access access, PipelineWatch watch, List<? extends Routes> more, List<Offer> offers)
            throws IOException {
        open.push(meters);
        var sections = EnumSet.of(Section.OVERVIEW, Section.IN_FLIGHT, Section.WORKERS);
        offers.forEach(offer -> sections.addAll(offer.sections()));
        var pages = new Pages(sections, ctx -> visitor(ctx, access));
        var console = new Console(pages, watch, InstantSource.system(), () -> cards(offers), SUGGESTIONS);
        open.push(console);
        List<Routes> routes = new ArrayList<>(List.of(
                access, access.login((to, problem) -> pages.login(to, problem)), meters, this::addStatus, console));
        routes.addAll(more);
        offers.forEach(offer -> routes.addAll(offer.routes().apply(pages)));
        door = Door.open(where.withLargestBody(LARGEST_BODY), ErrorForm.PROBLEM, routes);
        open.push(door);
    }

    private static List<Card> cards(List<Offer> offers) {
        return offers.stream().flatMap(offer -> offer.cards().get().stream()).toList();
    }

    private static Visitor visitor(Context ctx, Access access) {
        return access.isGuarded()
                ? new Visitor(Optional.of(Access.caller(ctx).name()), access.csrf(ctx))
                : Visitor.ANYONE;
    }

    private void addStatus(RoutesConfig routes) {
        routes.get("/livez", ctx -> Answers.text(ctx, 200, "live\n"), Role.ANYONE);
        routes.get("/readyz", ctx -> Answers.text(ctx, 200, "ready\n"), Role.ANYONE);
        routes.get("/metrics", ctx -> Answers.metrics(ctx, meters.scrape()), Role.VIEWER);
        routes.get("/openapi.json", ctx -> Answers.json(ctx, 200, OpenApi.of(routes())), Role.ANYONE);
        routes.get("/api/v1/me", WaybillServer::me, Role.VIEWER, Role.INGEST);
    }

    /** So that a program can see whom its token makes it. */
    private static void me(Context ctx) {
        var caller = Access.caller(ctx);
        Answers.json(
                ctx, 200, Map.of("name", caller.name(), "role", caller.role().word()));
    }

    /** Everything that is offered, and to whom. */
    public List<Door.Route> routes() {
        return door.routes();
    }

    /** Where it listens. */
    public URI uri() {
        return door.uri();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the server did not end", e);
            }
        }
    }
}
