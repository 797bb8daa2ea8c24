package dev.waybill.replay;

import dev.waybill.failure.FailureSummary;

/**
 * What a replay would do.
 *
 * @param records that would be replayed
 * @param matching all that the filter lets through, counted by cause, whether or not the limits let them all go
 */
public record ReplayPreview(long records, FailureSummary matching) {}
