package dev.waybill.batch.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The release of a ClickHouse server, and what of it matters here. */
record ServerVersion(int year, int release) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\..*", Pattern.DOTALL);

    /** A server whose version cannot be read is taken for an old one: what works there works everywhere. */
    static ServerVersion parse(String text) {
        Matcher parts = FORM.matcher(text.strip() + ".");
        return parts.matches()
                ? new ServerVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)))
                : new ServerVersion(0, 0);
    }

    /** Deduplication tokens for tables that are not replicated, and columns that are sent but not stored. */
    boolean hasTokens() {
        return year > 22 || (year == 22 && release >= 8);
    }
}
