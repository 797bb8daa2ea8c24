package dev.waybill.guarantee;

import static dev.waybill.guarantee.Breakage.in;

import java.util.List;

/** The table of broken engines. */
final class Breakages {
    static final List<Breakage> ALL = List.of(
            Breakage.of(
                    "commits what was read, not what has arrived",
                    CommitStaysBehind.class,
                    in(
                            "delivery/PartitionState.java",
                            ": new Standing(tracker.head(), tracker.heldCount(), extras);",
                            ": Standing.at(tracker.next());")),
            Breakage.of(
                    "commits one too far",
                    CommitStaysBehind.class,
                    in(
                            "delivery/Commits.java",
                            "new Progress(standing.head(),",
                            "new Progress(standing.head() + 1,")),
            Breakage.of(
                    "forgets a record that has failed long enough",
                    CommitStaysBehind.class,
                    in(
                            "delivery/Arrivals.java",
                            "retries.add(flight);",
                            "if (flight.failures() > 4) { settle(flight, How.PARKED); } else { retries.add(flight); }")),
            Breakage.of(
                    "settles before the record is parked",
                    CommitStaysBehind.class,
                    in(
                            "delivery/Arrivals.java",
                            "parking.add(flight);",
                            "flight.partition.settle(flight); parking.add(flight);")),
            Breakage.of(
                    "believes a failure store that refused",
                    CommitStaysBehind.class,
                    in("delivery/Parking.java", "outcome = Outcome.PARKING_FAILED;", "outcome = Outcome.PARKED;")),
            Breakage.of(
                    "settles everything when a partition is taken away",
                    CommitStaysBehind.class,
                    in("delivery/DeliveryLoop.java", "commits.commitNow(leaving);", """
                            leaving.forEach(p -> {
                                for (long o = p.head(); p.tracker != null && o < p.tracker.next(); o++) {
                                    p.tracker.settle(o);
                                }
                            });
                            commits.commitNow(leaving);""")),
            Breakage.of(
                    "drops what does not fit",
                    CommitStaysBehind.class,
                    in(
                            "delivery/DeliveryLoop.java",
                            "if (reading == null || phase != Phase.RUNNING) {",
                            "if (reading == null || phase != Phase.RUNNING || isFull()) {")),
            Breakage.of(
                    "never settles what a step filtered out",
                    CommitsCatchUp.class,
                    in(
                            "delivery/Arrivals.java",
                            "filtered++;\n            triage.gone(flight);\n            settle(flight, How.FILTERED);",
                            "filtered++;\n            triage.gone(flight);")),
            Breakage.of(
                    "takes a refused commit for kept",
                    CommitsCatchUp.class,
                    in("delivery/Commits.java", "if (problem == null) {", "if (problem == null || true) {")),
            Breakage.of(
                    "waits for offsets that hold no record",
                    CommitsCatchUp.class,
                    in("delivery/DeliveryLoop.java", "reading.skipTo(position);", "reading.head();")),
            Breakage.of(
                    "goes on committing a partition that is gone",
                    CommitsRise.class,
                    in("delivery/Partitions.java", "var partition = byId.remove(id);", "var partition = byId.get(id);"),
                    in("delivery/Partitions.java", "partition.closed = true;", "partition.paused = false;")),
            Breakage.of(
                    "commits where it began when a partition is taken away",
                    CommitsRise.class,
                    in("delivery/DeliveryLoop.java", "commits.commitNow(leaving);", """
                            commits.commitNow(leaving);
                            var back = new java.util.HashMap<TopicPartition, dev.waybill.source.Progress>();
                            leaving.forEach(p -> back.put(p.id, new dev.waybill.source.Progress(0, "")));
                            source.commitNow(back);""")),
            Breakage.of(
                    "starts work of a partition that is gone",
                    KeyOrder.class,
                    in("delivery/Chunk.java", "size = partition.isOver() ? 0 : size;", "size += 0;"),
                    in("delivery/Chunk.java", "if (!flights[i].partition.isOver()) {", "if (capacity > 0) {")),
            Breakage.of(
                    "lets others of its key overtake a record that failed",
                    KeyOrder.class,
                    in("delivery/Arrivals.java", "retries.add(flight);", """
                            Flight next = flight.lane == Lanes.NONE ? null : flight.partition.lanes.leave(flight.lane);
                            if (next != null) {
                                dispatcher.add(next);
                            }
                            retries.add(flight);""")),
            Breakage.of(
                    "lets a key go on while one of it is under way",
                    KeyOrder.class,
                    in(
                            "delivery/Chunk.java",
                            "if (!isThrough(outcomes[j]) && lane(j) == lane && partition(j) == partition(i)) {",
                            "if (!isThrough(outcomes[j]) && lane(j) == lane && outcomes[j] == null) {")),
            Breakage.of(
                    "wakes the last that waits first",
                    KeyOrder.class,
                    in(
                            "delivery/Lanes.java",
                            "join(flight, last[flight.lane]);\n        last[flight.lane] = flight;",
                            "waitFirst(flight);")),
            Breakage.of(
                    "counts failures during an outage",
                    ParkedForCause.class,
                    in(
                            "delivery/Triage.java",
                            "if (trouble.counted == 0 || evidence.anySince(trouble.lastFailure)) {",
                            "if (trouble.counted >= 0) {")),
            Breakage.of(
                    "asks for no other keys before it gives a record up",
                    ParkedForCause.class,
                    in("delivery/Triage.java", "&& evidence.enoughSince(trouble.firstFailure)", "")),
            Breakage.of(
                    "takes an unavailable sink for the record's fault",
                    ParkedForCause.class,
                    in(
                            "delivery/Triage.java",
                            "failureClass == FailureClass.POISON)",
                            "failureClass == FailureClass.POISON || failureClass == FailureClass.UNAVAILABLE)")),
            Breakage.of(
                    "parks something else than it read",
                    ParkedIntact.class,
                    in(
                            "delivery/Parking.java",
                            "new ParkedRecord(flight.record,",
                            "new ParkedRecord(dev.waybill.record.KafkaRecord.of(flight.record.topic(),"
                                    + " flight.record.partition(), flight.offset, flight.record.key(), null),")),
            Breakage.of(
                    "reads on when it is full",
                    BoundsHeld.class,
                    in("delivery/DeliveryLoop.java", "return full\n                || partition.stopped", "return partition.stopped")),
            Breakage.of(
                    "lets a partition run away from its head",
                    BoundsHeld.class,
                    in("delivery/DeliveryLoop.java", "|| partition.span() >= plan.limits().span()", "")),
            Breakage.of(
                    "starts more than may be under way",
                    BoundsHeld.class,
                    in("delivery/Dispatcher.java", "return inFlight + chunk.size() <= most || inFlight == 0;", "return true;")));

    private Breakages() {}
}
