package dev.waybill.server.console.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.PositionRange;
import dev.waybill.failure.Standing;
import dev.waybill.failure.TimeRange;
import dev.waybill.server.http.Refusal;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which parked records somebody means, in the words of {@code waybill failures list}.
 *
 * @param given the conditions by name, without those that are empty
 */
record FailureQuery(Map<String, String> given) {
    private static final List<String> NAMES =
            List.of("id", "group", "class", "topic", "partition", "key", "since", "until", "state");
    private static final int LONGEST = 1_000;

    FailureQuery {
        given = new LinkedHashMap<>(given);
    }

    /** {@code parameter} answers what a name has in a request. */
    static FailureQuery of(Function<String, @Nullable String> parameter) {
        var given = new LinkedHashMap<String, String>();
        for (String name : NAMES) {
            String value = parameter.apply(name);
            if (value != null && !value.isBlank()) {
                requireFit(name, value);
                given.put(name, value);
            }
        }
        return new FailureQuery(given);
    }

    private static void requireFit(String name, String value) {
        if (value.length() > LONGEST || value.indexOf('\0') >= 0) {
            throw Refusal.wrong(
                    name, "a value of " + value.length() + " characters", "at most " + LONGEST + ", and no zero");
        }
    }

    static FailureQuery ofId(String id) {
        return new FailureQuery(Map.of("id", id));
    }

    static FailureQuery ofGroup(String fingerprint) {
        return new FailureQuery(Map.of("group", fingerprint));
    }

    /** A condition, for the field of a form. */
    String value(String name) {
        return given.getOrDefault(name, "");
    }

    FailureFilter filter() {
        var where = PositionRange.ANYWHERE.ofTopic(value("topic"));
        if (given.containsKey("partition")) {
            where = where.ofPartition(partition());
        }
        var filter = FailureFilter.ALL
                .withId(value("id"))
                .withFingerprint(value("group"))
                .withPositions(where)
                .withTimes(times())
                .withStanding(given.containsKey("state") ? one(Standing.class, "state") : Standing.ANY);
        if (given.containsKey("class")) {
            filter = filter.withClass(one(FailureClass.class, "class"));
        }
        return given.containsKey("key") ? filter.withKey(value("key")) : filter;
    }

    private int partition() {
        try {
            return Integer.parseInt(value("partition"));
        } catch (NumberFormatException e) {
            throw Refusal.wrong("partition", quoted("partition"), "a number");
        }
    }

    private <E extends Enum<E>> E one(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(known -> known.name().equalsIgnoreCase(value(name)))
                .findFirst()
                .orElseThrow(() -> Refusal.wrong(
                        name,
                        quoted(name),
                        "one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(known -> known.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }

    private TimeRange times() {
        var from = given.containsKey("since") ? moment("since") : TimeRange.ALWAYS.from();
        var until = given.containsKey("until") ? moment("until") : TimeRange.ALWAYS.until();
        if (from.isAfter(until)) {
            throw Refusal.wrong("until", quoted("until"), "a moment after since");
        }
        return new TimeRange(from, until);
    }

    private Instant moment(String name) {
        String text = value(name);
        try {
            return text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Refusal.wrong(name, quoted(name), "a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z");
        }
    }

    private String quoted(String name) {
        return '"' + value(name) + '"';
    }

    /** The same as options of a command. */
    List<String> arguments() {
        var arguments = new ArrayList<String>();
        given.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments;
    }

    /** The same as the query of an address. */
    String text() {
        return given.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
