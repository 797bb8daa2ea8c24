package dev.waybill.pipeline;

import dev.waybill.delivery.Ordering;
import dev.waybill.delivery.Stage;
import dev.waybill.failure.FailurePolicy;
import java.util.List;

/** Finds what cannot be had together in one pipeline, before it runs. */
final class Contradictions {
    private Contradictions() {}

    /** Throws an {@link IllegalStateException} that says what to change, if there is anything. */
    static void refuse(List<Stage> stages, Ordering ordering, FailurePolicy whenGivenUp) {
        if (whenGivenUp == FailurePolicy.HOLD_KEY && ordering.isNone()) {
            throw new IllegalStateException(
                    "HOLD_KEY lets later records of a key wait, and without an order none does: add ordered(Ordering.key())");
        }
        refuseScans(stages, ordering, "");
    }

    /** A state is one partition's, and takes one value at a time: it cannot stand where values go side by side. */
    private static void refuseScans(List<Stage> stages, Ordering ordering, String spread) {
        String before = spread;
        for (Stage stage : stages) {
            if (stage instanceof Stage.Each) {
                before = "flatMap, whose values go side by side: fold the list of them in one step instead";
            } else if (stage instanceof Stage.Gather) {
                before = "batch or window, whose lists mix partitions: put scan before it";
            } else if (stage instanceof Stage.Branches branches) {
                for (var chain : branches.chains()) {
                    refuseScans(chain, ordering, before);
                }
            } else if (stage instanceof Stage.Scan) {
                refuseScan(ordering, before);
            }
        }
    }

    private static void refuseScan(Ordering ordering, String before) {
        if (!ordering.equals(Ordering.partition())) {
            throw new IllegalStateException(
                    "scan folds the records of a partition one after the other: add ordered(Ordering.partition())");
        }
        if (!before.isEmpty()) {
            throw new IllegalStateException("scan behind " + before);
        }
    }
}
