package dev.waybill.server.access;

import io.javalin.security.RouteRole;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody may do. A token has one of them, except {@link #ANYONE}; a route names those that may use it, and whoever may more may
 * use it, too.
 */
public enum Role implements RouteRole {
    /** Nobody is asked: signs of life, the page for logging in. */
    ANYONE,
    /** Reads everything but the content of records. */
    VIEWER,
    /** Uploads batches and reads the jobs that came of its own; claims and reports product jobs. */
    INGEST,
    /** Reads everything, and changes what operation needs: replays, retries, cancels, pauses. */
    OPERATOR,
    /** Everything, tokens among it. */
    ADMIN;

    /** Those a token may have. */
    public static List<Role> ofTokens() {
        return List.of(VIEWER, OPERATOR, INGEST, ADMIN);
    }

    /** The one of that word. */
    public static Optional<Role> of(String word) {
        return ofTokens().stream().filter(role -> role.word().equals(word)).findFirst();
    }

    /** As a person writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether who has this role may do what needs {@code needed}. */
    public boolean may(Role needed) {
        return switch (needed) {
            case ANYONE -> true;
            case VIEWER -> this == VIEWER || this == OPERATOR || this == ADMIN;
            case INGEST -> this == INGEST || this == OPERATOR || this == ADMIN;
            case OPERATOR -> this == OPERATOR || this == ADMIN;
            case ADMIN -> this == ADMIN;
        };
    }

    /** Whether it may use a route of those roles; a route without any is nobody's. */
    boolean mayUse(Set<RouteRole> route) {
        return Arrays.stream(values()).filter(route::contains).anyMatch(this::may);
    }
}
