package dev.waybill.pid.settings;

import dev.waybill.failure.FailurePolicy;
import dev.waybill.offset.ResumeFormat;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import java.time.Duration;

/**
 * How hard delivery is tried, and how much may be under way.
 *
 * @param retry how a failed delivery is tried again, and when its record is given up
 * @param breaker when the service counts as unavailable
 * @param whenGivenUp what becomes of a record that is given up
 * @param maxBuffered records read and not yet settled, per partition
 * @param drainTimeout how long stopping waits for what is under way
 * @param commitInterval how often offsets are committed
 * @param resume how a commit tells what is settled above it
 */
public record DeliverySettings(
        RetryPolicy retry,
        BreakerPolicy breaker,
        FailurePolicy whenGivenUp,
        int maxBuffered,
        Duration drainTimeout,
        Duration commitInterval,
        ResumeFormat resume) {}
