package dev.waybill.files.chunk;

/** Values of somebody else in our messages: quoted, short, on one line. */
public final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    /** The text between quotes, at most 80 characters of it, without control characters. */
    public static String text(String text) {
        var shown = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return shown.append(text.length() > LONGEST ? "…\"" : "\"").toString();
    }
}
