package dev.waybill.pid.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON as an error message shows it: what it is, and a piece of it. */
public final class Shown {
    private static final int LONGEST = 120;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Shown() {}

    public static String json(@Nullable JsonNode node) {
        if (node == null || node.isMissingNode()) {
            return "nothing";
        }
        if (node.isString()) {
            return text(node.stringValue());
        }
        if (node.isArray()) {
            return "an array of " + node.size();
        }
        if (node.isObject()) {
            return "an object";
        }
        return node.isNumber() ? "the number " + line(node.toString()) : node.toString();
    }

    /** Quoted, on one line, and not too long. */
    public static String text(String text) {
        return '"' + line(text) + '"';
    }

    /** On one line, and not too long. */
    public static String line(String text) {
        var line = CONTROL.matcher(text).replaceAll("?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "… (" + line.length() + " characters)";
    }
}
