package dev.waybill.replay;

/**
 * How far a replay has got.
 *
 * @param started records handed to the pipeline
 * @param settled of those, records that arrived or were parked again, and are marked so
 * @param failedAgain records that were parked again
 */
public record ReplayProgress(long started, long settled, long failedAgain) {}
