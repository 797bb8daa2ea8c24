package dev.waybill.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Standard output for data, standard error for talk, and what is known about the screen behind them.
 *
 * @param inIsScreen whether a person can type
 * @param outIsScreen whether a person sees {@code out} as it is written
 * @param errIsScreen whether a line on {@code err} may be redrawn
 * @param colour whether colours are wanted
 * @param width columns
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        boolean inIsScreen,
        boolean outIsScreen,
        boolean errIsScreen,
        boolean colour,
        int width) {
    private static final int DEFAULT_WIDTH = 100;
    private static final int MIN_WIDTH = 60;

    /** The one this process was started on. The launcher knows about screens and says so by system property. */
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean outIsScreen = Boolean.getBoolean("waybill.screen.out");
        boolean errIsScreen = Boolean.getBoolean("waybill.screen.err") && !dumb;
        boolean colour =
                outIsScreen && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Boolean.getBoolean("waybill.screen.in"),
                outIsScreen,
                errIsScreen,
                colour,
                width(environment.get("COLUMNS")));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static int width(@Nullable String columns) {
        if (columns == null || !columns.matches("[1-9][0-9]{0,3}")) {
            return DEFAULT_WIDTH;
        }
        return Math.max(MIN_WIDTH, Integer.parseInt(columns));
    }
}
