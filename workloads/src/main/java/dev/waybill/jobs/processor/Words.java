package dev.waybill.jobs.processor;

import java.time.Duration;
import java.util.Locale;

/** Values as they stand in tables. */
final class Words {
    private static final double NANOS = 1e9;

    private Words() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E as(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
