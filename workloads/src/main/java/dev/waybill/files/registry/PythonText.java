package dev.waybill.files.registry;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Texts and times as OpenMSIStream's tables have them: Python literals. */
final class PythonText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd, yyyy 'at' HH:mm:ss", Locale.ENGLISH);

    private PythonText() {}

    /** A string literal, as {@code repr} writes it. */
    static String literal(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var literal = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> {
            if (c == quote || c == '\\') {
                literal.append('\\').appendCodePoint(c);
            } else if (c == '\t' || c == '\n' || c == '\r') {
                literal.append(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r");
            } else if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
                literal.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else {
                literal.appendCodePoint(c);
            }
        });
        return literal.append(quote).toString();
    }

    /** Local time of {@code zone}, to the second, as a literal. */
    static String literal(Instant time, ZoneId zone) {
        return "'" + TIME.withZone(zone).format(time) + "'";
    }

    /** What a string literal says; empty if it is none. */
    static Optional<String> text(String literal) {
        int end = literal.length() - 1;
        if (end < 1 || literal.charAt(0) != literal.charAt(end) || "'\"".indexOf(literal.charAt(0)) < 0) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        for (int i = 1; i < end; i++) {
            char c = literal.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = literal.charAt(++i);
            int digits = escaped == 'x' ? 2 : escaped == 'u' ? 4 : escaped == 'U' ? 8 : 0;
            if (digits == 0) {
                text.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else if (i + digits < end) {
                text.appendCodePoint(Integer.parseInt(literal.substring(i + 1, i + 1 + digits), 16));
                i += digits;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(text.toString());
    }

    /** The time a literal says, taken as local time of {@code zone}. */
    static Instant time(String literal, ZoneId zone) {
        return LocalDateTime.parse(literal.replaceAll("^'|'$", ""), TIME)
                .atZone(zone)
                .toInstant();
    }
}
