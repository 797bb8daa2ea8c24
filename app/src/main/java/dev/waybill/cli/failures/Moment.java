package dev.waybill.cli.failures;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** A moment on the command line: {@code 2h} ago, the beginning of a day in UTC, or a time. */
public record Moment(InstantSource clock) {
    private static final Pattern AGO = Pattern.compile("(?<number>[0-9]{1,7})(?<unit>[smhd])");

    /** The moment that {@code text} names; what is none ends the command. */
    public Instant parse(String text, String option) {
        var ago = AGO.matcher(text);
        if (ago.matches()) {
            long number = Long.parseLong(ago.group("number"));
            return clock.instant()
                    .minus(
                            switch (ago.group("unit")) {
                                case "s" -> Duration.ofSeconds(number);
                                case "m" -> Duration.ofMinutes(number);
                                case "h" -> Duration.ofHours(number);
                                default -> Duration.ofDays(number);
                            });
        }
        try {
            return text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw CommandException.at(ExitCode.USAGE, option, "got \"" + text + '"')
                    .expected("2h for two hours ago, a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z");
        }
    }
}
