package dev.waybill.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import dev.waybill.server.http.SameOrigin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** {@code /login} and {@code /logout}, for browsers. Thread-safe. */
final class Login implements Routes {
    private static final String OFFERED = "waybill.login";

    private final Access access;
    private final Credentials credentials;
    private final LoginPage page;
    private final RateLimit perAddress;

    Login(Access access, Credentials credentials, LoginPage page, RateLimit perAddress) {
        this.access = access;
        this.credentials = credentials;
        this.page = page;
        this.perAddress = perAddress;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(ctx -> ctx.attribute(OFFERED, true));
        routes.get("/login", ctx -> show(ctx, 200, ""), Role.ANYONE);
        routes.post("/login", this::logIn, Role.ANYONE);
        routes.post("/logout", this::logOut, Role.VIEWER, Role.INGEST);
    }

    /** Whether a browser asks that can be sent to the page. */
    static boolean isWanted(Context ctx) {
        return ctx.attribute(OFFERED) != null
                && !SameOrigin.isChange(ctx)
                && ctx.header("HX-Request") == null
                && String.valueOf(ctx.header("Accept")).contains("text/html");
    }

    /** Sends a browser to the page, and back from there. */
    static Refusal first(Context ctx) {
        String query = ctx.queryString() == null ? "" : "?" + ctx.queryString();
        return Refusal.of(303, "log in first")
                .withHeader("Location", "/login?to=" + URLEncoder.encode(ctx.path() + query, UTF_8));
    }

    private void show(Context ctx, int status, String problem) {
        ctx.status(status).html(page.html(target(ctx.queryParam("to")), problem));
    }

    private void logIn(Context ctx) throws IOException {
        if (SameOrigin.isDenied(ctx)) {
            throw Refusal.forbidden("expected the form of this server");
        }
        String to = target(ctx.formParam("to"));
        String secret = String.valueOf(ctx.formParam("token")).strip();
        if (!access.isGuarded()) {
            ctx.redirect(to, HttpStatus.SEE_OTHER);
            return;
        }
        try {
            credentials.begin(ctx, credentials.inForce(secret));
            ctx.redirect(to, HttpStatus.SEE_OTHER);
        } catch (Refusal wrong) {
            var left = perAddress.take(ctx.ip());
            if (left.isPresent()) {
                throw Access.tooMany(left.get());
            }
            ctx.status(401).html(page.html(to, wrong.detail()));
        }
    }

    private void logOut(Context ctx) {
        credentials.end(ctx);
        ctx.redirect("/login", HttpStatus.SEE_OTHER);
    }

    /** A path of this server; anything else is its first page. */
    private static String target(@Nullable String to) {
        return to != null && to.matches("/(?![/\\\\])[!-~&&[^\\\\]]{0,1000}") ? to : "/";
    }
}
