package dev.waybill.batch.read.parquet;

import java.time.LocalDate;
import java.time.LocalTime;

/** Moments as ClickHouse writes them. */
final class MomentText {
    private static final long SECONDS_OF_DAY = 86_400;
    private static final long NANOS = 1_000_000_000;

    private MomentText() {}

    /** @param perSecond in which {@code ticks} since 1970 are counted */
    static String moment(long ticks, long perSecond, boolean isUtc) {
        long seconds = Math.floorDiv(ticks, perSecond);
        long nanos = Math.floorMod(ticks, perSecond) * (NANOS / perSecond);
        return ofDay(
                Math.floorDiv(seconds, SECONDS_OF_DAY), Math.floorMod(seconds, SECONDS_OF_DAY) * NANOS + nanos, isUtc);
    }

    static String ofDay(long day, long nanosOfDay, boolean isUtc) {
        return LocalDate.ofEpochDay(day) + " " + time(nanosOfDay) + (isUtc ? "Z" : "");
    }

    static String time(long nanosOfDay) {
        LocalTime time = LocalTime.ofNanoOfDay(nanosOfDay);
        String text = time.toString();
        return text.length() == 5 ? text + ":00" : text;
    }
}
