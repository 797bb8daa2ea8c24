package dev.waybill.batch.check;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code YYYY-MM-DD hh:mm:ss[.fraction][offset]} taken apart; {@code T} may stand for the blank, and an offset is {@code Z} or {@code
 * ±hh:mm}. Mutable, so that nothing is allocated; used by one thread.
 */
final class MomentText {
    private static final int LENGTH = 19;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int MOST_DIGITS = 9;

    private final @Nullable ZoneId zone;

    /** Since 1970-01-01 00:00:00 UTC. */
    long seconds;
    /** Nanoseconds on top of {@link #seconds}, from 0 to 999,999,999. */
    int nanos;

    /** @param zone in which text without an offset is read; UTC where there is none */
    MomentText(Optional<ZoneId> zone) {
        this.zone = zone.filter(z -> !z.getId().equals("UTC")).orElse(null);
    }

    /** Whether it is such text, and there was such a moment, once. */
    boolean read(byte[] in, int from, int to) {
        int day = CalendarDay.at(in, from, to);
        if (day == CalendarDay.NONE || to - from < LENGTH) {
            return false;
        }
        int hour = Digits.number(in, from + 11, 2);
        int minute = Digits.number(in, from + 14, 2);
        int second = Digits.number(in, from + 17, 2);
        boolean isPunctuated =
                (in[from + 10] == ' ' || in[from + 10] == 'T') && in[from + 13] == ':' && in[from + 16] == ':';
        if (!isPunctuated || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return false;
        }
        seconds = (long) day * SECONDS_OF_DAY + hour * 3600L + minute * 60L + second;
        int at = readFraction(in, from + LENGTH, to);
        return at >= 0 && (at == to ? isInZone() : readOffset(in, at, to));
    }

    /** Behind the fraction; -1 where it is none. Digits beyond the ninth must be 0. */
    private int readFraction(byte[] in, int from, int to) {
        nanos = 0;
        if (from == to || in[from] != '.') {
            return from;
        }
        int at = from + 1;
        int digits = 0;
        for (; at < to && in[at] >= '0' && in[at] <= '9'; at++) {
            if (digits < MOST_DIGITS) {
                nanos = nanos * 10 + in[at] - '0';
            } else if (in[at] != '0') {
                return -1;
            }
            digits++;
        }
        for (int i = digits; i < MOST_DIGITS; i++) {
            nanos *= 10;
        }
        return digits == 0 ? -1 : at;
    }

    private boolean readOffset(byte[] in, int at, int to) {
        if (in[at] == 'Z') {
            return at + 1 == to;
        }
        if (to - at != 6 || (in[at] != '+' && in[at] != '-') || in[at + 3] != ':') {
            return false;
        }
        int hours = Digits.number(in, at + 1, 2);
        int minutes = Digits.number(in, at + 4, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return false;
        }
        int offset = hours * 3600 + minutes * 60;
        seconds -= in[at] == '-' ? -offset : offset;
        return true;
    }

    /** An hour that a clock change left out never was; one that it repeated is not told from the other. */
    private boolean isInZone() {
        if (zone == null) {
            return true;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            return false;
        }
        seconds -= offsets.get(0).getTotalSeconds();
        return true;
    }
}
