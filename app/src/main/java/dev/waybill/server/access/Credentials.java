package dev.waybill.server.access;

import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.SameOrigin;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a request shows to be let in. Thread-safe. */
final class Credentials {
    private static final Logger log = LoggerFactory.getLogger(Credentials.class);
    private static final String COOKIE = "waybill_session";
    private static final String BEARER = "Bearer ";
    private static final String CHALLENGE = "Bearer realm=\"waybill\"";
    private static final Set<String> FORMS = Set.of("application/x-www-form-urlencoded", "multipart/form-data");

    private final Tokens tokens;
    private final Sessions sessions;

    Credentials(Tokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    static Refusal missing() {
        return Refusal.of(401, "expected a token, as \"Authorization: Bearer wb_…\"")
                .withHeader("WWW-Authenticate", CHALLENGE);
    }

    private static Refusal wrong() {
        return Refusal.of(401, "the token is unknown, has expired or was revoked")
                .withHeader("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"");
    }

    /**
     * The token; none where nothing was shown.
     *
     * @throws Refusal for one that is not in force
     */
    Optional<Token> of(Context ctx) throws IOException {
        String header = ctx.header("Authorization");
        if (header != null) {
            return Optional.of(inForce(
                    header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                            ? header.substring(BEARER.length()).strip()
                            : ""));
        }
        var session = session(ctx);
        if (session.isEmpty()) {
            return Optional.empty();
        }
        if (!tokens.isActive(session.get().token())) {
            return Optional.empty();
        }
        if (SameOrigin.isChange(ctx)) {
            checkForm(ctx, session.get());
        }
        return session.map(Sessions.Session::token);
    }

    Token inForce(String secret) throws IOException {
        var token = tokens.find(secret).orElseThrow(Credentials::wrong);
        try {
            tokens.used(token);
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", e.toString()).log("the last use of a token cannot be kept");
        }
        return token;
    }

    private static void checkForm(Context ctx, Sessions.Session session) {
        String word = ctx.header("X-CSRF-Token");
        if (word == null
                && FORMS.contains(String.valueOf(ctx.contentType())
                        .replaceFirst(";.*", "")
                        .strip())) {
            word = ctx.formParam("csrf");
        }
        if (!SameOrigin.isSaid(ctx) || word == null || !Secrets.areEqual(word, session.word())) {
            throw Refusal.forbidden("expected a form of a page of this server; load the page again");
        }
    }

    private Optional<Sessions.Session> session(Context ctx) {
        return Optional.ofNullable(ctx.cookie(COOKIE)).flatMap(sessions::find);
    }

    /** Whether what was shown then is in force still: asked again while an answer goes on. */
    BooleanSupplier pass(Context ctx, Token token) {
        Optional<String> session =
                ctx.header("Authorization") == null ? Optional.ofNullable(ctx.cookie(COOKIE)) : Optional.empty();
        return () -> isInForce(token)
                && (session.isEmpty() || sessions.find(session.get()).isPresent());
    }

    private boolean isInForce(Token token) {
        try {
            return tokens.isActive(token);
        } catch (IOException e) {
            log.atError().addKeyValue("error", e.toString()).log("the tokens cannot be read; nobody is let in");
            return false;
        }
    }

    String word(Context ctx) {
        return session(ctx).map(Sessions.Session::word).orElse("");
    }

    /** Begins a session, with a new secret whatever the browser sent. */
    void begin(Context ctx, Token token) {
        end(ctx);
        setCookie(ctx, sessions.begin(token), Sessions.LIFE.toSeconds());
    }

    void end(Context ctx) {
        Optional.ofNullable(ctx.cookie(COOKIE)).ifPresent(sessions::end);
        setCookie(ctx, "", 0);
    }

    private static void setCookie(Context ctx, String value, long seconds) {
        boolean isSecure = ctx.req().isSecure() || "https".equals(ctx.header("X-Forwarded-Proto"));
        ctx.header(
                "Set-Cookie",
                COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                        + (isSecure ? "; Secure" : ""));
    }
}
