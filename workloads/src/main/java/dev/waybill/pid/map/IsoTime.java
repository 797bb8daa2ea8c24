package dev.waybill.pid.map;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Points in time in the one form records carry: {@code 2024-01-01T00:00:00+00:00}, with microseconds where there are
 * any. A time without a zone stays without.
 */
public final class IsoTime {
    private static final Pattern FORM = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})"
            + "(?:[Tt ](\\d{2}:\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s?(?:([Zz])|([+-]\\d{2}):?(\\d{2})?)?)?");

    private IsoTime() {}

    /** {@code text} in that form, or nothing where it is no date. */
    public static Optional<String> of(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            var date = LocalDate.parse(form.group(1));
            var time = form.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(form.group(2));
            int second = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
            var at = date.atTime(time.withSecond(second));
            return Optional.of(written(at, micros(form.group(4))) + zone(form.group(5), form.group(6), form.group(7)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String written(LocalDateTime at, String micros) {
        var seconds = "%sT%02d:%02d:%02d".formatted(at.toLocalDate(), at.getHour(), at.getMinute(), at.getSecond());
        return micros.equals("000000") ? seconds : seconds + "." + micros;
    }

    private static String micros(String fraction) {
        return ((fraction == null ? "" : fraction) + "000000").substring(0, 6);
    }

    private static String zone(String utc, String hours, String minutes) {
        if (utc != null) {
            return "+00:00";
        }
        if (hours == null) {
            return "";
        }
        var offset = ZoneOffset.of(hours + ":" + (minutes == null ? "00" : minutes));
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }
}
