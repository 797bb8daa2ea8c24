package dev.waybill.server.failures;

/** The beginning of a text that may be of any length. */
public final class Bounded {
    private Bounded() {}

    /** So many characters of it, and a sign where there are more. */
    public static String text(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }
}
