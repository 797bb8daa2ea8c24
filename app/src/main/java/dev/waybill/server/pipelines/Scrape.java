package dev.waybill.server.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a process shows under {@code /metrics}, in the form that Prometheus reads. Immutable. */
final class Scrape {
    private static final int MOST_LINES = 20_000;
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final List<Line> lines;

    private Scrape(List<Line> lines) {
        this.lines = lines;
    }

    /** One series and its value. */
    record Line(String name, Map<String, String> labels, double value) {
        String label(String key) {
            return labels.getOrDefault(key, "");
        }
    }

    /** Those of the {@code wanted} names; what cannot be read is left out. */
    static Scrape parse(String text, Predicate<String> wanted) {
        var lines = new ArrayList<Line>();
        text.lines().limit(MOST_LINES).filter(line -> !line.startsWith("#")).forEach(line -> {
            var matcher = LINE.matcher(line);
            if (matcher.matches() && wanted.test(matcher.group(1))) {
                number(matcher.group(3))
                        .ifPresent(value -> lines.add(new Line(matcher.group(1), labels(matcher.group(2)), value)));
            }
        });
        return new Scrape(List.copyOf(lines));
    }

    private static Map<String, String> labels(@Nullable String text) {
        var labels = new HashMap<String, String>();
        if (text != null) {
            var matcher = LABEL.matcher(text);
            while (matcher.find()) {
                labels.put(matcher.group(1), matcher.group(2));
            }
        }
        return labels;
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    List<Line> all(String name) {
        return lines.stream().filter(line -> line.name().equals(name)).toList();
    }

    /** The sum of its series; absent where there is none. */
    OptionalDouble sum(String name, Predicate<Line> which) {
        var found = all(name).stream().filter(which).toList();
        return found.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(found.stream().mapToDouble(Line::value).sum());
    }

    Optional<String> label(String name, String key) {
        return all(name).stream().map(line -> line.label(key)).findFirst();
    }
}
