package dev.waybill.server.console;

import dev.waybill.server.access.Role;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The page on which the services of {@code waybill up} are made to fail, so that one can watch what becomes of it. Thread-safe.
 */
public final class LocalStack implements Routes {
    private final Pages pages;
    private final Map<String, FaultSwitch> switches = new TreeMap<>();

    /**
     * Over services that run here.
     *
     * @param services their addresses; those that have no switches are left out
     */
    public LocalStack(Pages pages, Map<String, URI> services) {
        this.pages = pages;
        services.forEach((name, uri) -> switches.put(name, new FaultSwitch(uri)));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(Section.LOCAL_STACK.path(), this::show, Role.VIEWER);
        routes.post(Section.LOCAL_STACK.path() + "/{service}", this::turn, Role.OPERATOR);
    }

    /** One service, and what is wrong with it on purpose. */
    record Row(String name, URI uri, Fault fault) {
        List<Fault> choices() {
            return List.of(Fault.values()).stream().filter(Fault::isChoice).toList();
        }
    }

    private void show(Context ctx) {
        var rows = switches.entrySet().stream()
                .map(one -> new Row(
                        one.getKey(), one.getValue().service(), one.getValue().now()))
                .filter(row -> row.fault() != Fault.NO_SWITCH)
                .sorted(Comparator.comparing(Row::name))
                .toList();
        String command = rows.isEmpty()
                ? ""
                : "curl -X PUT " + FaultSwitch.address(rows.get(0).uri()) + " -d '" + Fault.DOWN.json() + "'";
        pages.show(ctx, Section.LOCAL_STACK, Section.LOCAL_STACK.title(), command, "local.jte", Map.of("rows", rows));
    }

    private void turn(Context ctx) {
        var service = switches.get(ctx.pathParam("service"));
        if (service == null) {
            throw Refusal.notFound("service " + ctx.pathParam("service"));
        }
        service.turn(Fault.of(ctx.formParam("fault")));
        ctx.redirect(Section.LOCAL_STACK.path(), HttpStatus.SEE_OTHER);
    }
}
