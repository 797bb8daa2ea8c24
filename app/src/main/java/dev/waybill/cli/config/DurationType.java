package dev.waybill.cli.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration: {@code "30s"}, {@code "250 ms"}, {@code "2m"}, {@code "1h"}; a bare number is seconds, as upstream has it. */
final class DurationType implements ValueType<Duration> {
    private static final Pattern FORM = Pattern.compile("(?<number>\\d{1,9}(?:\\.\\d{1,6})?)\\s*(?<unit>ms|s|m|h|)");

    private final Duration least;

    DurationType(Duration least) {
        this.least = least;
    }

    @Override
    public String expected() {
        return "a duration such as \"30s\", " + show(least) + " or longer";
    }

    @Override
    public Duration parse(Object raw) {
        Matcher match = FORM.matcher(raw.toString().strip());
        if (!match.matches()) {
            throw new IllegalArgumentException();
        }
        double millis = Double.parseDouble(match.group("number"))
                * switch (match.group("unit")) {
                    case "ms" -> 1;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 1000;
                };
        Duration value = Duration.ofMillis(Math.round(millis));
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    @Override
    public Object show(Duration value) {
        return value.toMillis() % 1000 == 0 ? value.toSeconds() + "s" : value.toMillis() + "ms";
    }
}
