package dev.waybill.failure;

import java.time.Instant;

/**
 * What was decided about a parked record, by whom and why. It is kept beside the record, which never changes.
 *
 * @param mark names the record in its store: {@link FailureEntry#mark}
 */
public record FailureNote(String mark, Instant at, String who, String reason, Decision decision) {}
