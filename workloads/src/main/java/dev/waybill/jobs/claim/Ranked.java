package dev.waybill.jobs.claim;

import static java.util.Comparator.comparing;

import java.util.Comparator;

/** A claimed job, and where it stands in the order of claims. */
record Ranked(int priority, long sortKey, Claimed claimed) {
    static final Comparator<Ranked> FIRST_TO_LAST = comparing(Ranked::priority)
            .reversed()
            .thenComparing(Ranked::sortKey)
            .thenComparing(ranked -> ranked.claimed().job());
}
