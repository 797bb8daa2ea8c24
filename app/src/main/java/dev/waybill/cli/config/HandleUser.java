package dev.waybill.cli.config;

import java.util.regex.Pattern;

/** The user of the Handle service, in the forms earlier programs wrote it. */
final class HandleUser {
    private static final Pattern FORM = Pattern.compile("(\\d+:)?([^\\s:/]+/)?[^\\s:/]+");
    private static final int INDEX = 300;

    private HandleUser() {}

    static boolean isWellFormed(String written) {
        return FORM.matcher(written).matches();
    }

    /** {@code index:handle}; the usual index and the configured prefix where they were left out. */
    static String complete(String written, String prefix) {
        int colon = written.indexOf(':');
        String index = colon < 0 ? Integer.toString(INDEX) : written.substring(0, colon);
        String name = written.substring(colon + 1);
        return index + ":" + (name.contains("/") ? name : prefix + "/" + name);
    }
}
