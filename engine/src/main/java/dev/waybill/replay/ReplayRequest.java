package dev.waybill.replay;

import dev.waybill.failure.FailureFilter;

/**
 * What somebody wants replayed.
 *
 * @param who asks, for the audit
 */
public record ReplayRequest(FailureFilter filter, ReplayLimits limits, String who) {}
