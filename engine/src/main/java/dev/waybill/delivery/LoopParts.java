package dev.waybill.delivery;

import dev.waybill.retry.Breaker;
import dev.waybill.source.RecordSource;

/** The parts of a loop that know what it holds. Confined, as they are, to the loop's thread. */
record LoopParts(
        RecordSource source,
        Partitions partitions,
        Breaker breaker,
        Triage triage,
        Retries retries,
        Gatherings gatherings,
        Parking parking,
        Counters counters,
        Commits commits) {}
