package dev.waybill.files.idle;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What becomes of files that lack chunks and have had none for long.
 *
 * @param parkAfter after so long the chunks that are there are parked; absent: they stay in the staging folder for ever
 */
public record IdlePolicy(Optional<Duration> parkAfter) {
    /** They stay, and are shown. */
    public static final IdlePolicy KEEP = new IdlePolicy(Optional.empty());

    /** How {@link #parse} takes them. */
    public static final String FORMS = "keep, or park: and an age such as park:2d (s, m, h, d)";

    private static final Pattern PARK = Pattern.compile("park:([0-9]{1,6})([smhd])");

    public IdlePolicy {
        parkAfter.filter(age -> age.isNegative() || age.isZero()).ifPresent(age -> {
            throw new IllegalArgumentException("expected an age above 0, got " + age);
        });
    }

    public static IdlePolicy parkAfter(Duration age) {
        return new IdlePolicy(Optional.of(age));
    }

    /**
     * Reads {@code keep} or {@code park:2d}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static IdlePolicy parse(String text) {
        if (text.equals("keep")) {
            return KEEP;
        }
        var park = PARK.matcher(text);
        if (!park.matches()) {
            throw new IllegalArgumentException("expected " + FORMS + ", got \"" + text + '"');
        }
        long number = Long.parseLong(park.group(1));
        return parkAfter(
                switch (park.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        return parkAfter.map(age -> "park:" + age.toSeconds() + "s").orElse("keep");
    }
}
