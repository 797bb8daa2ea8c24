package dev.waybill.failure.topic;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What was thrown, as bounded text. */
final class CauseText {
    private static final int LONGEST = 8_192;
    private static final String CUT = " [cut]";

    private CauseText() {}

    static String of(Throwable cause) {
        var text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return bounded(text.toString(), LONGEST);
    }

    static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - CUT.length()) + CUT;
    }
}
