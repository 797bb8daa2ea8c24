package dev.waybill.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;

/** One HTTP listener, with the limits, headers and errors that all of ours have. Thread-safe. */
public final class Door implements AutoCloseable {
    private static final int LARGEST_HEADERS = 16 << 10;
    private static final int SLOWEST_BYTES_PER_SECOND = 32;
    private static final int MOST_CONNECTIONS = 2_000;

    private final DoorSettings settings;
    private final Javalin javalin;

    @SuppressWarnings("NullAway.Init") // made while the server starts
    private ServerConnector connector;

    private Door(DoorSettings settings, ErrorForm form, List<? extends Routes> routes) {
        this.settings = settings;
        this.javalin = Javalin.create(config -> {
            configure(config);
            Answers.handle(config.routes, form, routes);
            config.routes.before(RequestId::give);
            config.routes.before(SecurityHeaders::add);
            routes.forEach(each -> each.addTo(config.routes));
        });
    }

    /**
     * Returns when it answers.
     *
     * @param routes in this order; what says who may use them comes first
     * @throws IOException if the port is taken, or the certificate is none
     */
    public static Door open(DoorSettings settings, ErrorForm form, List<? extends Routes> routes) throws IOException {
        var door = new Door(settings, form, routes);
        try {
            door.start();
            return door;
        } catch (RuntimeException e) {
            door.close();
            throw new IOException(settings.host() + ":" + settings.port() + ": " + reason(e), e);
        }
    }

    private static String reason(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                String words = String.valueOf(t.getMessage());
                return words.equals("Address already in use") ? "the port is taken" : words;
            }
        }
        return String.valueOf(thrown.getMessage());
    }

    /** Why it does not listen is told once, by who opens it. */
    private void start() {
        JavalinLogger.enabled = false;
        try {
            javalin.start();
        } finally {
            JavalinLogger.enabled = true;
        }
    }

    private void configure(JavalinConfig config) {
        config.http.maxRequestSize = settings.largestBody();
        config.http.prefer405over404 = true;
        config.jetty.multipartConfig.maxTotalRequestSize(settings.largestBody(), SizeUnit.BYTES);
        config.startup.showJavalinBanner = false;
        config.jetty.modifyServer(server -> server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server)));
        config.jetty.modifyServletContextHandler(
                context -> context.insertHandler(new MinimumDataRateHandler(SLOWEST_BYTES_PER_SECOND, 0)));
        config.jetty.addConnector((server, http) -> {
            connector = listening(server, http);
            return connector;
        });
    }

    private ServerConnector listening(Server server, HttpConfiguration http) {
        http.setRequestHeaderSize(LARGEST_HEADERS);
        http.setSendServerVersion(false);
        var made = settings.tls()
                .map(tls -> encrypted(server, http, tls))
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
        made.setHost(settings.host());
        made.setPort(settings.port());
        made.setIdleTimeout(settings.patience().toMillis());
        return made;
    }

    private static ServerConnector encrypted(Server server, HttpConfiguration http, Tls tls) {
        http.addCustomizer(new SecureRequestCustomizer(false)); // the name a client asks for is its own affair
        var factory = tls.factory();
        server.addBean(new TlsReload(tls, factory));
        return new ServerConnector(
                server, new SslConnectionFactory(factory, "http/1.1"), new HttpConnectionFactory(http));
    }

    /** A route, and who may use it. */
    public record Route(String method, String path, Set<RouteRole> roles) {}

    /** Everything that is offered, as the router has it. */
    public List<Route> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> {
                    var roles = endpoint.metadata(Roles.class);
                    return new Route(
                            endpoint.method.name(), endpoint.path, roles == null ? Set.of() : roles.getRoles());
                })
                .toList();
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create(settings.scheme() + "://" + settings.host() + ":" + connector.getLocalPort());
    }

    /** Takes no more requests, and waits for those that are under way. */
    @Override
    public void close() {
        javalin.stop();
    }
}
