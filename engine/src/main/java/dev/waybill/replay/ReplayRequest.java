package dev.waybill.replay;

import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.Standing;

/**
 * What somebody wants replayed.
 *
 * @param filter records that somebody keeps are left out, unless it asks for them
 * @param who asks, for the audit
 */
public record ReplayRequest(FailureFilter filter, ReplayLimits limits, String who) {
    public ReplayRequest {
        filter = filter.standing() == Standing.ANY ? filter.withStanding(Standing.WAITING) : filter;
    }
}
