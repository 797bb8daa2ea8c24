package dev.waybill.server.http;

import io.javalin.config.RoutesConfig;

/** Something that is offered under some paths. Each of its routes names the roles that may use it. */
@FunctionalInterface
public interface Routes {
    /** Adds all of them. */
    void addTo(RoutesConfig routes);
}
