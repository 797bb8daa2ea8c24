package dev.waybill.local.girder;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys of the one user there is, and the tokens made of them. Tokens are forgotten when the service stops.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
final class Tokens {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final Duration LIFE = Duration.ofDays(180);

    private final InstantSource clock;
    private final FaultSwitches switches;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Token> tokens = new HashMap<>();

    Tokens(InstantSource clock, FaultSwitches switches, String firstKey) {
        this.clock = clock;
        this.switches = switches;
        keys.add(firstKey);
    }

    /** A token as it is handed out. */
    record Token(String text, Instant expires, int served) {}

    synchronized String newKey() {
        String key = letters(40);
        keys.add(key);
        return key;
    }

    /** @param days 0: as long as a token may live */
    synchronized Token exchange(String key, double days) {
        if (!keys.contains(key)) {
            throw Refusal.validation("Invalid API key.");
        }
        long seconds = (long) (days * Duration.ofDays(1).toSeconds());
        Duration life = seconds <= 0 || seconds > LIFE.toSeconds() ? LIFE : Duration.ofSeconds(seconds);
        var token = new Token(letters(64), clock.instant().plus(life), 0);
        tokens.put(token.text(), token);
        return token;
    }

    /** Whether the token counts for one more request; one that does not is treated as none at all. */
    synchronized boolean admits(String text) {
        Token token = tokens.get(text);
        if (token == null) {
            return false;
        }
        int most = switches.faults().get(Switch.EXPIRE);
        if (clock.instant().isAfter(token.expires()) || (most > 0 && token.served() >= most)) {
            tokens.remove(text);
            return false;
        }
        tokens.put(text, new Token(text, token.expires(), token.served() + 1));
        return true;
    }

    synchronized void expireAll() {
        tokens.clear();
    }

    private String letters(int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
