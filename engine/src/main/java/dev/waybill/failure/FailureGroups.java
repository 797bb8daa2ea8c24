package dev.waybill.failure;

import static java.util.Comparator.comparingLong;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts parked records by their cause. Not thread-safe. */
final class FailureGroups {
    private final Map<String, FailureGroup> byFingerprint = new HashMap<>();
    private long count;

    void add(FailureEntry entry) {
        count++;
        var parkedAt = entry.parked().at();
        byFingerprint.compute(
                entry.fingerprint(),
                (fingerprint, group) -> group == null ? FailureGroup.of(entry) : group.and(parkedAt));
    }

    FailureSummary summary(List<String> damaged) {
        var largestFirst = comparingLong(FailureGroup::count).reversed().thenComparing(FailureGroup::fingerprint);
        return new FailureSummary(
                count, byFingerprint.values().stream().sorted(largestFirst).toList(), damaged);
    }
}
