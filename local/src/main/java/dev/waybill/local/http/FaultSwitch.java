package dev.waybill.local.http;

import java.util.List;

/**
 * Something that can be made to go wrong.
 *
 * @param name as it is in JSON
 * @param off its value while nothing is wrong
 */
public record FaultSwitch(String name, int least, int most, int off) {
    /** 1: connections are closed without an answer, nothing is applied. */
    public static final FaultSwitch DOWN = new FaultSwitch("down", 0, 1, 0);

    /** Milliseconds every answer is held back. */
    public static final FaultSwitch SLOW = new FaultSwitch("slow", 0, 3_600_000, 0);

    /** Percent of requests that are answered with {@link #STATUS}, nothing applied. */
    public static final FaultSwitch FAIL = new FaultSwitch("fail", 0, 100, 0);

    /** The status of failing answers. */
    public static final FaultSwitch STATUS = new FaultSwitch("status", 400, 599, 500);

    /** Seconds, sent with a failing answer. */
    public static final FaultSwitch RETRY_AFTER = new FaultSwitch("retryAfter", 0, 86_400, 0);

    /** Percent of requests that are applied, then closed without an answer. */
    public static final FaultSwitch LOST = new FaultSwitch("lost", 0, 100, 0);

    /** Those that every service has. */
    public static final List<FaultSwitch> COMMON = List.of(DOWN, SLOW, FAIL, STATUS, RETRY_AFTER, LOST);

    void check(int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": expected " + least + " to " + most + ", got " + value);
        }
    }
}
