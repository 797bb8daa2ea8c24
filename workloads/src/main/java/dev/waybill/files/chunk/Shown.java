package dev.waybill.files.chunk;

/** Values of somebody else in our messages: quoted, short, on one line. */
final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    static String text(String text) {
        var shown = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return shown.append(text.length() > LONGEST ? "…\"" : "\"").toString();
    }
}
