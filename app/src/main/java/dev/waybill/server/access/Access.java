package dev.waybill.server.access;

import dev.waybill.server.http.Loopback;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import dev.waybill.server.http.SameOrigin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who may, and writes down what they change. As routes it comes before all others: a route that names no role is nobody's.
 *
 * <p>While there is no token, whoever is on this machine may do everything, as long as no page of another server asks. From the first token
 * on everybody shows one: as {@code Authorization: Bearer}, or, in a browser, once on a page for it.
 *
 * <p>Thread-safe.
 */
public final class Access implements Routes {
    private static final Logger log = LoggerFactory.getLogger(Access.class);
    private static final String CALLER = "waybill.caller";
    private static final String PASS = "waybill.pass";
    private static final String IS_AUDITED = "waybill.isAudited";
    private static final int UNAUTHORIZED = 401;
    private static final int FAILURES_AT_ONCE = 10;
    private static final Duration ONE_MORE_FAILURE = Duration.ofSeconds(6);

    private final Tokens tokens;
    private final Audit audit;
    private final boolean isForOthers;
    private final Credentials credentials;
    private final RateLimit perToken;
    private final RateLimit perAddress;

    private Access(AccessSettings settings, boolean isForOthers, InstantSource clock) {
        this.tokens = Tokens.in(settings.tokens(), clock);
        this.audit = Audit.in(settings.audit(), clock);
        this.isForOthers = isForOthers;
        this.credentials = new Credentials(tokens, new Sessions(clock));
        this.perToken = new RateLimit(2 * settings.rate(), Duration.ofSeconds(1).dividedBy(settings.rate()), clock);
        this.perAddress = new RateLimit(FAILURES_AT_ONCE, ONE_MORE_FAILURE, clock);
    }

    /**
     * For a server that listens there.
     *
     * @param host an address of this machine
     * @throws UnguardedException if other machines can reach it and there is no token
     * @throws IOException if the tokens cannot be read
     */
    public static Access of(AccessSettings settings, String host, InstantSource clock) throws IOException {
        var access = new Access(settings, !Loopback.isLoopback(host), clock);
        if (access.isForOthers && access.tokens.all().stream().noneMatch(t -> t.isActive(clock.instant()))) {
            throw new UnguardedException("other machines can reach " + host + ", and there is no token in "
                    + settings.tokens() + " to ask them for");
        }
        return access;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(this::keepPagesOut);
        routes.beforeMatched(this::check);
        routes.after(this::audit);
    }

    private void keepPagesOut(Context ctx) {
        if (!isGuarded()) {
            Loopback.check(ctx);
        }
    }

    /** Whether everybody has to show a token. */
    public boolean isGuarded() {
        try {
            return isForOthers || !tokens.all().isEmpty();
        } catch (IOException e) {
            log.atError().addKeyValue("error", e.toString()).log("the tokens cannot be read; nobody is let in");
            return true;
        }
    }

    private void check(Context ctx) throws IOException {
        var roles = ctx.routeRoles();
        if (roles.isEmpty()) {
            throw new IllegalStateException(ctx.method() + " " + ctx.path() + " names nobody who may use it");
        }
        if (roles.contains(Role.ANYONE)) {
            return;
        }
        var caller = isGuarded() ? shown(ctx) : someoneHere(ctx);
        ctx.attribute(CALLER, caller);
        boolean isAudited = Audited.isWanted(SameOrigin.isChange(ctx), roles);
        ctx.attribute(IS_AUDITED, isAudited);
        if (!caller.role().mayUse(roles)) {
            throw Refusal.forbidden("this needs the role " + least(ctx) + ", and " + caller.name() + " has "
                    + caller.role().word());
        }
        if (isAudited) {
            checkAudit(ctx);
        }
    }

    private static String least(Context ctx) {
        return Role.ofTokens().stream()
                .filter(role -> ctx.routeRoles().contains(role))
                .map(Role::word)
                .findFirst()
                .orElse("");
    }

    private Caller someoneHere(Context ctx) {
        ctx.attribute(PASS, (BooleanSupplier) () -> !isGuarded());
        return new Caller(System.getProperty("user.name", "unknown"), Role.ADMIN, ctx.ip());
    }

    private Caller shown(Context ctx) throws IOException {
        Optional<Token> token;
        try {
            token = credentials.of(ctx);
        } catch (Refusal wrong) {
            boolean isGuess = wrong.status() == UNAUTHORIZED;
            throw isGuess ? perAddress.take(ctx.ip()).map(Access::tooMany).orElse(wrong) : wrong;
        }
        if (token.isEmpty()) {
            throw Login.isWanted(ctx) ? Login.first(ctx) : Credentials.missing();
        }
        var left = perToken.take(token.get().hash());
        if (left.isPresent()) {
            throw tooMany(left.get());
        }
        ctx.attribute(PASS, credentials.pass(ctx, token.get()));
        return new Caller(token.get().name(), token.get().role(), ctx.ip());
    }

    static Refusal tooMany(Duration left) {
        return Refusal.of(429, "too many requests; try again later")
                .withHeader("Retry-After", Long.toString(left.toSeconds() + 1));
    }

    private void checkAudit(Context ctx) {
        try {
            audit.check();
        } catch (IOException e) {
            ctx.attribute(IS_AUDITED, false);
            log.atError().addKeyValue("error", e.toString()).log("the audit cannot be written; nothing is changed");
            throw Refusal.of(503, "the audit cannot be written, so nothing is changed; the log says why");
        }
    }

    private void audit(Context ctx) throws IOException {
        Boolean isAudited = ctx.attribute(IS_AUDITED);
        if (isAudited == null || !isAudited) {
            return;
        }
        var note = Audited.note(ctx);
        if (note != null) {
            audit.record(caller(ctx), note.action(), note.filter(), note.counts(), note.result());
        }
    }

    /** Whether who shows that token may do what needs {@code role}. */
    public boolean admits(String secret, Role role) {
        try {
            return credentials.inForce(secret).role().may(role);
        } catch (Refusal wrong) {
            return false;
        } catch (IOException e) {
            log.atError().addKeyValue("error", e.toString()).log("the tokens cannot be read; nobody is let in");
            return false;
        }
    }

    /** Who asks; on a route for {@link Role#ANYONE}, nobody that is known. */
    public static Caller caller(Context ctx) {
        Caller caller = ctx.attribute(CALLER);
        return caller == null ? new Caller("", Role.ANYONE, ctx.ip()) : caller;
    }

    /**
     * Whether who asks would be let in now, too: an answer that goes on for long ends when not. Always so where nobody was asked who
     * they are.
     */
    public static BooleanSupplier pass(Context ctx) {
        BooleanSupplier pass = ctx.attribute(PASS);
        return pass == null ? () -> true : pass;
    }

    /** What a form must carry as {@code csrf}, or a script as {@code X-CSRF-Token}; empty where nothing is needed. */
    public String csrf(Context ctx) {
        return credentials.word(ctx);
    }

    public Audit audit() {
        return audit;
    }

    public Tokens tokens() {
        return tokens;
    }

    /** The page for logging in, for a server that browsers visit. */
    public Routes login(LoginPage page) {
        return new Login(this, credentials, page, perAddress);
    }
}
