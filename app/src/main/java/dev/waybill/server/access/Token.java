package dev.waybill.server.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is kept of a token.
 *
 * @param name unique among all that are not revoked
 * @param hash SHA-256 of the token, in hex
 * @param expires from then on it opens nothing; absent: never
 * @param lastUsed the day, in UTC
 * @param revoked when it was taken back
 */
public record Token(
        String name,
        Role role,
        String hash,
        Instant created,
        Optional<Instant> expires,
        Optional<LocalDate> lastUsed,
        Optional<Instant> revoked) {
    /** What a name may look like. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

    public Token {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "the name of a token: expected up to 64 letters, digits, dots, dashes or underscores, got \"" + name
                            + '"');
        }
    }

    /** {@code active}, {@code expired} or {@code revoked}. */
    public String state(Instant now) {
        if (revoked.isPresent()) {
            return "revoked";
        }
        return expires.filter(end -> !now.isBefore(end)).isPresent() ? "expired" : "active";
    }

    boolean isActive(Instant now) {
        return state(now).equals("active");
    }

    Token revoked(Instant now) {
        return new Token(name, role, hash, created, expires, lastUsed, Optional.of(now));
    }

    Token used(LocalDate day) {
        return new Token(name, role, hash, created, expires, Optional.of(day), revoked);
    }
}
