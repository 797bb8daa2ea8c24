package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/**
 * A handle: a prefix, a slash, and a suffix that may hold further slashes.
 *
 * <p>Names are told apart as the vendor's library does it: ASCII letters of the prefix without regard to case, the
 * suffix exactly.
 */
record HandleName(String text, String prefix, String suffix) {
    static final int LARGEST = 2048;

    private static final String PREFIX_HANDLE = "0.NA/";

    static HandleName parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw new Refusal(Code.INVALID_HANDLE, "expected prefix/suffix, got \"" + text + "\"");
        }
        int bytes = text.getBytes(UTF_8).length;
        if (bytes > LARGEST) {
            throw new Refusal(Code.INVALID_HANDLE, "a handle has at most " + LARGEST + " bytes, this one has " + bytes);
        }
        return new HandleName(text, text.substring(0, slash), text.substring(slash + 1));
    }

    /** What the store files this handle under: equal for all spellings of the same handle. */
    String key() {
        if (isPrefixHandle()) {
            return upperCase(text);
        }
        return upperCase(prefix) + "/" + suffix;
    }

    /** The prefix that decides who is responsible; for {@code 0.NA/21.TEST} that is {@code 21.TEST}. */
    String governingPrefix() {
        return upperCase(isPrefixHandle() ? suffix : prefix);
    }

    private boolean isPrefixHandle() {
        return upperCase(text).startsWith(PREFIX_HANDLE);
    }

    /** ASCII letters only: the protocol knows no other case folding. */
    static String upperCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return asciiUpperCase(text);
            }
        }
        return text.toUpperCase(Locale.ROOT);
    }

    private static String asciiUpperCase(String text) {
        var upper = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            upper.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
        }
        return upper.toString();
    }
}
