package dev.waybill.delivery;

import dev.waybill.source.RecordSource;

/** The parts of a loop that know what it holds. Confined, as they are, to the loop's thread. */
record LoopParts(
        RecordSource source,
        Partitions partitions,
        Sinks sinks,
        Triage triage,
        Places places,
        Dispatcher dispatcher,
        Retries retries,
        Gatherings gatherings,
        Parking parking,
        Counters counters,
        Commits commits) {}
