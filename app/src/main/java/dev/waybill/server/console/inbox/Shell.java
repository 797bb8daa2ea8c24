package dev.waybill.server.console.inbox;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command as one can paste it into a shell. */
final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Shell() {}

    /** {@code waybill} with these arguments. */
    static String command(List<String> arguments) {
        return "waybill " + arguments.stream().map(Shell::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
