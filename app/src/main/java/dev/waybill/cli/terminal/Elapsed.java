package dev.waybill.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Durations as a person reads them. */
public final class Elapsed {
    private Elapsed() {}

    /** {@code 7s}, {@code 3m05s}, {@code 2h00m}, {@code 3d04h}. */
    public static String brief(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
        }
        return String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds % 86_400 / 3600);
    }
}
