package dev.waybill.cli.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long jobs that are over are known.
 *
 * @param age absent: for ever; else 8 days or more, so that no block of them can still be on its way
 */
public record KeepJobs(Optional<Duration> age) {
    static final String FORMS = "\"forever\", or a number of days, 8 or more, such as \"90d\"";

    private static final Pattern DAYS = Pattern.compile("([0-9]{1,5})d");
    private static final int FEWEST_DAYS = 8;

    static KeepJobs parse(String text) {
        if (text.equals("forever")) {
            return new KeepJobs(Optional.empty());
        }
        var days = DAYS.matcher(text);
        if (!days.matches() || Integer.parseInt(days.group(1)) < FEWEST_DAYS) {
            throw new IllegalArgumentException("expected " + FORMS + ", got \"" + text + '"');
        }
        return new KeepJobs(Optional.of(Duration.ofDays(Long.parseLong(days.group(1)))));
    }

    /** As the settings take it. */
    @Override
    public String toString() {
        return age.map(kept -> kept.toDays() + "d").orElse("forever");
    }
}
