package dev.waybill.failure;

import java.util.List;

/**
 * Parked records, counted by cause.
 *
 * @param groups the largest first
 * @param damaged a message for each thing in the store that should be a parked record and is none
 */
public record FailureSummary(long count, List<FailureGroup> groups, List<String> damaged) {
    public FailureSummary {
        groups = List.copyOf(groups);
        damaged = List.copyOf(damaged);
    }
}
