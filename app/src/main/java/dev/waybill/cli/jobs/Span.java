package dev.waybill.cli.jobs;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as a person writes it: {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}. */
record Span(Duration duration) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})(ms|s|m|h|d)");

    /** It, where nothing at all would make no sense. */
    Duration some(String option) {
        if (duration.isZero()) {
            throw CommandException.at(ExitCode.USAGE, option, "got no time at all")
                    .expected("a duration such as 30s");
        }
        return duration;
    }

    static final class Converter implements ITypeConverter<Span> {
        @Override
        public Span convert(String text) {
            var form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException("expected a duration such as 30s, 5m or 2h, got \"" + text + '"');
            }
            long number = Long.parseLong(form.group(1));
            return new Span(
                    switch (form.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
    }
}
