package dev.waybill.local.girder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be made to go wrong; each switch has a number, 0 being off unless said otherwise. */
public enum Switch {
    /** 1: connections are closed without an answer, nothing is applied. */
    DOWN("down", 0, 1, 0),
    /** Milliseconds every answer is held back. */
    SLOW("slow", 0, 3_600_000, 0),
    /** Percent of requests that are answered with {@link #STATUS}, nothing applied. */
    FAIL("fail", 0, 100, 0),
    /** The status of failing answers; 500 unless set. */
    STATUS("status", 400, 599, 500),
    /** Seconds, sent with a failing answer. */
    RETRY_AFTER("retryAfter", 0, 86_400, 0),
    /** Percent of requests that are applied, then closed without an answer. */
    LOST("lost", 0, 100, 0),
    /** How many of the next chunks are broken off in the middle; what came until then is kept. Counts down. */
    CUT("cut", 0, 1_000_000, 0),
    /** How many requests a token serves before it is unknown. */
    EXPIRE("expire", 0, 1_000_000, 0),
    /** Milliseconds between looking for a name and taking it, so that several callers take the same. */
    RACE("race", 0, 60_000, 0),
    /** 1: there is no space for further uploads. */
    FULL("full", 0, 1, 0);

    private final String text;
    private final int least;
    private final int most;
    private final int off;

    Switch(String text, int least, int most, int off) {
        this.text = text;
        this.least = least;
        this.most = most;
        this.off = off;
    }

    static Optional<Switch> named(String text) {
        return Stream.of(values()).filter(s -> s.text.equals(text)).findFirst();
    }

    static List<String> names() {
        return Stream.of(values()).map(s -> s.text).toList();
    }

    String text() {
        return text;
    }

    int off() {
        return off;
    }

    void check(int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(text + ": expected " + least + " to " + most + ", got " + value);
        }
    }
}
