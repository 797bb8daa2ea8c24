package dev.waybill.server.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All tokens of a site. What another process creates or revokes holds from the next question on.
 *
 * <p>Thread-safe: all state is guarded by {@code this}.
 */
public final class Tokens {
    /** How every token begins, so that a search for secrets finds one that was left somewhere. */
    public static final String PREFIX = "wb_";

    private final TokenFile file;
    private final InstantSource clock;
    private Optional<TokenFile.Stamp> seen = Optional.empty();
    private List<Token> tokens = List.of();

    private Tokens(TokenFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Those in that file, which need not be there yet. */
    public static Tokens in(Path file, InstantSource clock) {
        return new Tokens(new TokenFile(file), clock);
    }

    /** Where they are. */
    public Path file() {
        return file.path();
    }

    /**
     * All of them, also those that expired or were revoked.
     *
     * @throws IOException if the file cannot be read, is for more than its owner, or is something else
     */
    public synchronized List<Token> all() throws IOException {
        var stamp = file.stamp();
        if (!stamp.equals(seen) || stamp.isEmpty()) {
            // A site that had tokens stays closed when their file is gone.
            var read = file.read();
            tokens = read.isEmpty() && !tokens.isEmpty()
                    ? tokens.stream().map(t -> t.revoked(t.created())).toList()
                    : read;
            seen = stamp;
        }
        return tokens;
    }

    /** A token that was just made; it is shown once and never again. */
    public record Created(Token token, String secret) {
        @Override
        public String toString() {
            return "Created[" + token.name() + "]"; // no secrets
        }
    }

    /**
     * Makes one.
     *
     * @param expires absent: never
     * @throws IllegalArgumentException for a name that is none
     * @throws NameTakenException where a token of that name is in force
     */
    public synchronized Created create(String name, Role role, Optional<Instant> expires) throws IOException {
        String secret = PREFIX + Secrets.make();
        var made = new Token(
                name, role, Secrets.hash(secret), clock.instant(), expires, Optional.empty(), Optional.empty());
        change(before -> {
            if (before.stream().anyMatch(t -> t.name().equals(name) && t.isActive(clock.instant()))) {
                throw new NameTakenException(name);
            }
            var after = new ArrayList<>(before);
            after.removeIf(t -> t.name().equals(name));
            after.add(made);
            return after;
        });
        return new Created(made, secret);
    }

    /** A token of that name is in force. */
    public static final class NameTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NameTakenException(String name) {
            super("there is a token \"" + name + "\" already");
        }
    }

    /** Takes one back; says whether there was one to take. */
    public synchronized boolean revoke(String name) throws IOException {
        boolean isThere = all().stream()
                .anyMatch(t -> t.name().equals(name) && t.revoked().isEmpty());
        if (isThere) {
            change(before -> before.stream()
                    .map(t -> t.name().equals(name) && t.revoked().isEmpty() ? t.revoked(clock.instant()) : t)
                    .toList());
        }
        return isThere;
    }

    /** The one in force of which that is the secret. */
    synchronized Optional<Token> find(String secret) throws IOException {
        String hash = Secrets.hash(secret);
        Optional<Token> found = Optional.empty();
        for (Token token : all()) { // all of them: how long it takes says nothing
            if (Secrets.areEqual(token.hash(), hash)) {
                found = Optional.of(token);
            }
        }
        return found.filter(token -> token.isActive(clock.instant()));
    }

    /** Whether that one is in force still. */
    synchronized boolean isActive(Token token) throws IOException {
        return all().stream().anyMatch(t -> t.hash().equals(token.hash()) && t.isActive(clock.instant()));
    }

    /** Notes that it was used today. */
    synchronized void used(Token token) throws IOException {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var kept = all().stream().filter(t -> t.hash().equals(token.hash())).findFirst();
        if (kept.isPresent() && !kept.get().lastUsed().equals(Optional.of(today))) {
            change(before -> before.stream()
                    .map(t -> t.hash().equals(token.hash()) ? t.used(today) : t)
                    .toList());
        }
    }

    private void change(UnaryOperator<List<Token>> change) throws IOException {
        tokens = List.copyOf(file.change(change));
        seen = file.stamp();
    }
}
