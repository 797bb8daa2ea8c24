package dev.waybill.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Where a group begins in a partition for which it has not kept any progress yet. */
public sealed interface StartPosition {
    /** With the oldest record there is. */
    record Earliest() implements StartPosition {}

    /**
     * With what arrives from now on. The positions of all partitions of a topic are kept at once, so a restart does not move
     * them, and a partition that is added later is read from its beginning, whoever reads it and whenever. So is a topic that
     * appears later, if that is while the process runs that comes to read its first partition; a topic that the group has
     * never read and that is there when this process starts counts as there from the start.
     */
    record Latest() implements StartPosition {}

    /** Nowhere: the run stops, and an operator decides. */
    record None() implements StartPosition {}

    /** With the first record whose timestamp is {@code time} or later. The position is kept at once. */
    record At(Instant time) implements StartPosition {}

    /** With the first record that is not older than {@code age}. The position is kept at once. */
    record NotOlderThan(Duration age) implements StartPosition {}

    /** Reads the client's own words: {@code earliest}, {@code latest}, {@code none}, {@code by_duration:PT1H}. */
    static Optional<StartPosition> parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("earliest")) {
            return Optional.of(new Earliest());
        } else if (word.equals("latest")) {
            return Optional.of(new Latest());
        } else if (word.equals("none")) {
            return Optional.of(new None());
        } else if (word.startsWith("by_duration:")) {
            return age(word.substring("by_duration:".length())).map(NotOlderThan::new);
        }
        return Optional.empty();
    }

    private static Optional<Duration> age(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(age -> !age.isNegative());
        } catch (java.time.format.DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
