package dev.waybill.why;

import dev.waybill.retry.Breaker;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the sink is asked, and why not.
 *
 * @param allowance deliveries that may be under way at once now; 0 while the sink is left alone
 * @param opened how often the sink has gone away since the run began
 * @param outage what opened it, until something arrives again
 */
public record SinkBreaker(Breaker.State state, int allowance, long opened, Optional<Outage> outage) {
    /** Of a pipeline that asks nothing. */
    public static final SinkBreaker NONE = new SinkBreaker(Breaker.State.CLOSED, 0, 0, Optional.empty());

    /** For a program. */
    public static String code(Breaker.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
