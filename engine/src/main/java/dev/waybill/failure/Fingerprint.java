package dev.waybill.failure;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What failures of the same cause have in common: 12 hexadecimal digits that follow from the class, the step and the
 * reason without its variable parts.
 *
 * <p>Variable are quoted values, addresses, paths, ids and numbers. A status code is not: 400 and 409 are two causes.
 */
public final class Fingerprint {
    private static final int DIGITS = 12;
    private static final int MOST_LOOKED_AT = 32_768;
    private static final int MOST_KEPT = 2_048;

    /** Each alternative takes its text as a whole, so that what is inside is not looked at again. */
    private static final Pattern VARIABLE = Pattern.compile("""
            (?<status>\\b(?:HTTP(?:/[0-9.]++)?|status(?:\\ code)?|code)[\\ :=]{1,3}[1-5][0-9]{2}\\b)
            | "[^"]*+" | \\{[^{}]*+\\} | `[^`]*+` | (?<!\\w)'[^']*+'(?!\\w)
            | \\b[a-z][a-z0-9+.-]{1,9}://[^\\s,;)"']++
            | (?<![\\w.])(?:/[^\\s/,;:)"']++){2,}+/?
            | \\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b
            | \\b(?=[a-fA-F]{0,63}[0-9])[0-9a-fA-F]{8,}+\\b
            | [0-9]++(?:[.,:][0-9]++)*+
            """, Pattern.COMMENTS);

    private Fingerprint() {}

    /** The fingerprint of a failure. */
    public static String of(FailureClass failureClass, String step, String reason) {
        return ShortHash.of(DIGITS, failureClass.name(), step, normalised(reason));
    }

    /** The reason with {@code #} for each variable part. */
    static String normalised(String reason) {
        String constant = VARIABLE.matcher(beginning(reason, MOST_LOOKED_AT)).replaceAll(Fingerprint::constantPart);
        return beginning(constant.replaceAll("\\s+", " ").strip(), MOST_KEPT);
    }

    private static String constantPart(MatchResult found) {
        return found.group(1) == null ? "#" : Matcher.quoteReplacement(found.group(1));
    }

    private static String beginning(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }
}
