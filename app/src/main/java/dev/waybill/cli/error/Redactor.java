package dev.waybill.cli.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a text: those that are known, and what has the form of one.
 *
 * <p>Thread-safe: secrets are only ever added.
 */
public final class Redactor {
    /** What stands in the place of a secret. */
    public static final String MASK = "******";

    private static final String NAMED = "[\\w.-]*(?:password|passwd|passphrase|secret|api_?key)";

    /** Groups 1 and 2 stay, what is between them goes. */
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("(://)[^/\\s\"'?#]+(@)"),
            Pattern.compile("(?i)(\\b" + NAMED + "\\s?=\\s?\"?)[^\\s\"'&;,]+()"),
            Pattern.compile("(?i)(\"" + NAMED + "\"\\s?:\\s?\")(?:[^\"\\\\]|\\\\.)+(\")"),
            Pattern.compile("(?i)(\\bbearer )[\\w.~+/=-]{16,}()"),
            Pattern.compile("(\\bwb_)[\\w-]{20,}()"));

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
        for (Pattern form : FORMS) {
            clean = form.matcher(clean).replaceAll("$1" + MASK + "$2");
        }
        return clean;
    }
}
