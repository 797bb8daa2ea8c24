package dev.waybill.why;

import java.time.Duration;
import java.util.OptionalLong;

/** Numbers and times as a person reads them. */
final class Amounts {
    private Amounts() {}

    /** Digits in groups of three. */
    static String count(long n) {
        return String.format(java.util.Locale.ROOT, "%,d", n).replace(',', ' ');
    }

    static String count(OptionalLong n) {
        return n.isPresent() ? Long.toString(n.getAsLong()) : "?";
    }

    static String records(long n) {
        return count(n) + (n == 1 ? " record" : " records");
    }

    /** The two largest units: {@code 3 s}, {@code 2 min 5 s}, {@code 6 d 23 h}. */
    static String time(Duration duration) {
        long seconds = Math.abs(duration.toSeconds());
        if (seconds == 0) {
            return Math.abs(duration.toMillis()) + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds, 60, "min", 1, "s");
        }
        if (seconds < 86_400) {
            return two(seconds, 3600, "h", 60, "min");
        }
        return two(seconds, 86_400, "d", 3600, "h");
    }

    private static String two(long seconds, int large, String largeName, int small, String smallName) {
        long rest = seconds % large / small;
        return seconds / large + " " + largeName + (rest == 0 ? "" : " " + rest + " " + smallName);
    }
}
