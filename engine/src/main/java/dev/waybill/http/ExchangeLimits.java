package dev.waybill.http;

import java.time.Duration;

/**
 * How long one exchange may take, how many may be under way, and how large an answer may be.
 *
 * @param deadline from connecting to the last byte of the answer; waiting for a free place does not count
 * @param maxInFlight exchanges under way at once; more wait in the order they came
 * @param maxAnswerBytes a longer answer is a failure
 */
public record ExchangeLimits(Duration deadline, int maxInFlight, int maxAnswerBytes) {
    public ExchangeLimits {
        if (deadline.isNegative() || deadline.isZero() || maxInFlight < 1 || maxAnswerBytes < 1) {
            throw new IllegalArgumentException("expected a deadline, a number of exchanges and a size above 0, got "
                    + deadline + ", " + maxInFlight + " and " + maxAnswerBytes);
        }
    }
}
