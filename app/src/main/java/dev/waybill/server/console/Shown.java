package dev.waybill.server.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers and times as a person reads them. What is not known is a dash. */
public final class Shown {
    /** Stands for what is not known, or does not apply. */
    public static final String NOTHING = "–";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Shown() {}

    /** Digits in groups of three. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace(',', '\u2009');
    }

    public static String count(OptionalLong n) {
        return n.isPresent() ? count(n.getAsLong()) : NOTHING;
    }

    public static String count(OptionalDouble n) {
        return n.isPresent() ? count((long) n.getAsDouble()) : NOTHING;
    }

    /** A number of which small ones have a decimal. */
    public static String rate(double perSecond) {
        if (Double.isNaN(perSecond)) {
            return NOTHING;
        }
        return perSecond < 10 && perSecond != Math.rint(perSecond)
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : count(Math.round(perSecond));
    }

    /** The two largest units. */
    public static String time(Duration duration) {
        long seconds = Math.abs(duration.toSeconds());
        if (seconds == 0) {
            return duration.toMillis() == 0 ? "0 s" : Math.abs(duration.toMillis()) + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
    }

    public static String time(Optional<Duration> duration) {
        return duration.map(Shown::time).orElse(NOTHING);
    }

    public static String seconds(double seconds) {
        return Double.isNaN(seconds) ? NOTHING : time(Duration.ofMillis((long) (seconds * 1_000)));
    }

    public static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? seconds(seconds.getAsDouble()) : NOTHING;
    }

    /** In UTC, to the second. */
    public static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** Bytes in the largest unit that leaves a digit. */
    public static String bytes(OptionalDouble bytes) {
        if (bytes.isEmpty()) {
            return NOTHING;
        }
        double size = bytes.getAsDouble();
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
    }

    /** A share of one, in percent. */
    public static String percent(OptionalDouble share) {
        return share.isEmpty() ? NOTHING : String.format(Locale.ROOT, "%.1f %%", share.getAsDouble() * 100);
    }
}
