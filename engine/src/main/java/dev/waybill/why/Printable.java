package dev.waybill.why;

/** Text from elsewhere that can do no harm to a terminal and fills no screen. */
final class Printable {
    private static final int LONGEST = 400;

    private Printable() {}

    static String of(String text) {
        var safe = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (isHarmful(c)) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return text.length() > LONGEST ? safe.append('…').toString() : safe.toString();
    }

    static boolean isHarmful(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.UNASSIGNED;
    }
}
