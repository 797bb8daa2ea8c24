package dev.waybill.server.http;

import io.javalin.config.RoutesConfig;
import java.util.Optional;

/** Something that is offered under some paths. Each of its routes names the roles that may use it. */
@FunctionalInterface
public interface Routes {
    /** Adds all of them. */
    void addTo(RoutesConfig routes);

    /** What a caller is told who made a handler throw that; empty for what is no caller's fault. */
    default Optional<Refusal> explain(Exception thrown) {
        return Optional.empty();
    }
}
