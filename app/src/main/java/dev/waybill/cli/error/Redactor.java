package dev.waybill.cli.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes known secrets out of a text. Thread-safe: secrets are only ever added. */
public final class Redactor {
    /** What stands in the place of a secret. */
    public static final String MASK = "******";

    private final CopyOnWriteArrayList<String> secrets = new CopyOnWriteArrayList<>();

    /** From now on these never pass. Longest first, so that one inside another leaves nothing behind. */
    public void learn(Collection<String> values) {
        values.stream().filter(v -> !v.isBlank()).forEach(secrets::addIfAbsent);
        secrets.sort(Comparator.comparingInt(String::length).reversed());
    }

    public String redact(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, MASK);
        }
        return clean;
    }
}
