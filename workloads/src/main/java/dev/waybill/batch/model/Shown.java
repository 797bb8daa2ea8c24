package dev.waybill.batch.model;

/** Foreign text as it may stand in a message: short, in one line, without control characters. */
public final class Shown {
    private static final int LONGEST = 100;

    private Shown() {}

    public static String brief(String text) {
        var shown = new StringBuilder(Math.min(text.length(), LONGEST + 1));
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? '\ufffd' : c);
        }
        return text.length() > LONGEST ? shown.append('…').toString() : shown.toString();
    }
}
