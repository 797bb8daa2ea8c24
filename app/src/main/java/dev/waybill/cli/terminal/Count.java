package dev.waybill.cli.terminal;

import java.util.Locale;

/**
 * One number of a progress line.
 *
 * @param name short, for example {@code msg}
 * @param rated whether its rate per second is shown too
 */
public record Count(String name, long value, boolean rated) {
    private static final String[] SUFFIXES = {"", "k", "M", "G", "T"};

    /** A count with its rate. */
    public static Count rated(String name, long value) {
        return new Count(name, value, true);
    }

    public static Count plain(String name, long value) {
        return new Count(name, value, false);
    }

    /** {@code value} in at most five characters: 999, 1.8k, 12k, 3.4M. */
    static String brief(double value) {
        double rest = value;
        int step = 0;
        while (rest >= 999.5 && step < SUFFIXES.length - 1) {
            rest /= 1000;
            step++;
        }
        boolean whole = Math.rint(rest * 10) % 10 == 0 || rest >= 9.95;
        return String.format(Locale.ROOT, whole ? "%.0f%s" : "%.1f%s", rest, SUFFIXES[step]);
    }
}
