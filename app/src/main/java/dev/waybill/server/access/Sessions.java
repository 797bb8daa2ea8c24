package dev.waybill.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Browsers that have shown a token. In memory: a restart ends all of them.
 *
 * <p>Thread-safe: all state is guarded by {@code this}.
 */
final class Sessions {
    static final Duration LIFE = Duration.ofHours(12);

    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Map<String, Session> byHash = new LinkedHashMap<>(); // the oldest first

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param word what forms of its pages carry, and pages of others cannot know
     */
    record Session(Token token, String word, Instant end) {
        @Override
        public String toString() {
            return "Session[" + token.name() + "]"; // no secrets
        }
    }

    /** Begins one and returns its secret. Where there are too many, the oldest ends. */
    synchronized String begin(Token token) {
        byHash.values().removeIf(s -> !clock.instant().isBefore(s.end()));
        if (byHash.size() == MOST) {
            byHash.remove(byHash.keySet().iterator().next());
        }
        String secret = Secrets.make();
        byHash.put(
                Secrets.hash(secret),
                new Session(token, Secrets.make(), clock.instant().plus(LIFE)));
        return secret;
    }

    /** The one of which that is the secret. */
    synchronized Optional<Session> find(String secret) {
        return Optional.ofNullable(byHash.get(Secrets.hash(secret)))
                .filter(s -> clock.instant().isBefore(s.end()));
    }

    synchronized void end(String secret) {
        byHash.remove(Secrets.hash(secret));
    }
}
