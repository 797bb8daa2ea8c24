package dev.waybill.local.girder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The table of routes; the first that fits a request answers it. Filled before the first request, then only read. */
final class Router {
    private static final String ANY = ":id";

    private final List<Route> routes = new ArrayList<>();

    /** Answers the requests of one route. */
    interface Handler {
        Answer answer(Call call) throws IOException;
    }

    private record Route(String method, List<String> pattern, Handler handler) {
        boolean fits(Call call) {
            List<String> path = call.path();
            if (!method.equals(call.method()) || path.size() != pattern.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!pattern.get(i).equals(ANY) && !pattern.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A route that anyone may ask. */
    void open(String route, Handler handler) {
        int blank = route.indexOf(' ');
        routes.add(new Route(
                route.substring(0, blank), List.of(route.substring(blank + 1).split("/")), handler));
    }

    /** A route for callers with a token. */
    void guarded(String route, Handler handler) {
        open(route, call -> {
            call.requireUser();
            return handler.answer(call);
        });
    }

    Answer answer(Call call) throws IOException {
        for (Route route : routes) {
            if (route.fits(call)) {
                return route.handler().answer(call);
            }
        }
        return Answer.noSuchRoute();
    }
}
