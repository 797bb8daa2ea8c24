package dev.waybill.guarantee;

import static dev.waybill.guarantee.Breakage.in;

import java.util.List;
import java.util.Optional;

/** The table of broken engines. */
final class Breakages {
    static final List<Breakage> ALL = List.of(
            Breakage.of(
                    "commits what was read, not what has arrived",
                    CommitStaysBehind.class,
                    in(
                            "delivery/PartitionState.java",
                            ": new Standing(tracker.head(), tracker.heldCount(), extras, tracker.settled());",
                            ": Standing.at(tracker.next(), 0);")),
            Breakage.of(
                    "commits one too far",
                    CommitStaysBehind.class,
                    in("delivery/Commits.java", "new Progress(standing.head(),", "new Progress(standing.head() + 1,")),
            Breakage.of(
                    "forgets a record that has failed long enough",
                    CommitStaysBehind.class,
                    in(
                            "delivery/FlightArrivals.java",
                            "retries.add(flight);",
                            "if (flight.failures() > 4) { settle(flight, How.PARKED); } else { retries.add(flight); }")),
            Breakage.of(
                    "settles before the record is parked",
                    CommitStaysBehind.class,
                    in(
                            "delivery/FlightArrivals.java",
                            "parking.add(flight);",
                            "flight.partition.settle(flight); parking.add(flight);")),
            Breakage.of(
                    "believes a failure store that refused",
                    CommitStaysBehind.class,
                    in("delivery/Parking.java", "outcome = Outcome.PARKING_FAILED;", "outcome = Outcome.PARKED;")),
            Breakage.of(
                    "settles everything when a partition is taken away",
                    CommitStaysBehind.class,
                    in("delivery/Assignments.java", "parts.commits().commitNow(leaving);", """
                            leaving.forEach(p -> {
                                for (long o = p.head(); p.tracker != null && o < p.tracker.next(); o++) {
                                    p.tracker.settle(o);
                                }
                            });
                            parts.commits().commitNow(leaving);""")),
            Breakage.of(
                    "drops what does not fit",
                    CommitStaysBehind.class,
                    in(
                            "delivery/Admission.java",
                            "if (reading == null || isClosed) {",
                            "if (reading == null || isClosed || isFull()) {")),
            Breakage.of(
                    "never settles what a step filtered out",
                    CommitsCatchUp.class,
                    in(
                            "delivery/FlightArrivals.java",
                            "triage.gone(flight);\n            settle(flight, How.FILTERED);",
                            "triage.gone(flight);")),
            Breakage.of(
                    "takes a refused commit for kept",
                    CommitsCatchUp.class,
                    in("delivery/Commits.java", "if (problem == null) {", "if (problem == null || true) {")),
            Breakage.of(
                    "waits for offsets that hold no record",
                    CommitsCatchUp.class,
                    in("delivery/Admission.java", "reading.skipTo(position);", "reading.head();")),
            Breakage.of(
                    "goes on committing a partition that is gone",
                    CommitsRise.class,
                    in("delivery/Partitions.java", "var partition = byId.remove(id);", "var partition = byId.get(id);"),
                    in("delivery/Partitions.java", "partition.closed = true;", "partition.paused = false;")),
            Breakage.of(
                    "commits where it began when a partition is taken away",
                    CommitsRise.class,
                    in("delivery/Assignments.java", "parts.commits().commitNow(leaving);", """
                            parts.commits().commitNow(leaving);
                            var back = new java.util.HashMap<TopicPartition, dev.waybill.source.Progress>();
                            leaving.forEach(p -> back.put(p.id, new dev.waybill.source.Progress(0, "")));
                            parts.source().commitNow(back);""")),
            Breakage.of(
                    "starts work of a partition that is gone",
                    StandsStill.class,
                    in("delivery/Chunk.java", "size = partition.isHeldBack() ? 0 : size;", "size += 0;"),
                    in("delivery/Chunk.java", "if (!flights[i].partition.isHeldBack()) {", "if (capacity > 0) {")),
            Breakage.of(
                    "starts a batch whatever its keys are busy with",
                    KeyOrder.class,
                    in("delivery/Gathering.java", "lanes.stream().noneMatch(busy::contains)", "!lanes.contains(busy)")),
            Breakage.of(
                    "lets others of its key overtake a record that failed",
                    KeyOrder.class,
                    in("delivery/FlightArrivals.java", "retries.add(flight);", """
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
                    "lets a chunk follow one that did not arrive",
                    KeyOrder.class,
                    in("delivery/Dispatcher.java", "if (!chunk.wentThrough()) {", "if (chunk.size() < 0) {")),
            Breakage.of(
                    "gives chunks that were held back in the order in which they were to run",
                    KeyOrder.class,
                    in(
                            "delivery/Dispatcher.java",
                            "for (int j = last; j > i; j--) {",
                            "for (int j = i + 1; j <= last; j++) {")),
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
                            "if (sinks.areClosed() && (known.counted == 0 || evidence.anyOtherSince(known.lastFailure, key))) {",
                            "if (known.failures > 0) {"),
                    in("delivery/Trouble.java", "cases.removeIf(known -> known.sink.equals(sink));", "")),
            Breakage.of(
                    "parks while the breaker is open",
                    ParkedForCause.class,
                    in(
                            "delivery/Triage.java",
                            "flight.dueNanos = time.nanos() + pause(trouble.failures, failure).toNanos();",
                            "if (!sinks.areClosed()) { return Decision.PARK; }"
                                    + " flight.dueNanos = time.nanos() + pause(trouble.failures, failure).toNanos();")),
            Breakage.of(
                    "parks a whole batch for one of its records",
                    ParkedForCause.class,
                    in(
                            "delivery/GroupArrivals.java",
                            "group.gathering.halve(group);",
                            "group.members().stream().filter(Flight.class::isInstance).map(Flight.class::cast)"
                                    + ".forEach(flights::convict);"
                                    + " group.gathering.finished(group);")),
            Breakage.of(
                    "lets everything through while the breaker is open",
                    QuietInOutage.class,
                    in(
                            "retry/Breaker.java",
                            "return state == State.OPEN || !isPauseOver() ? 0 : (int) allowance;",
                            "return most;")),
            Breakage.of(
                    "sets aside what it is to hold",
                    NothingParked.class,
                    in(
                            "delivery/Triage.java",
                            "if (whenGivenUp == FailurePolicy.HOLD_KEY) {",
                            "if (flight.failures() < 0) {")),
            Breakage.of(
                    "goes on with a partition that it is to stop",
                    StandsStill.class,
                    in("delivery/FlightArrivals.java", "flight.partition.stopped = true;", "")),
            Breakage.of(
                    "settles a batch when it is gathered",
                    CommitStaysBehind.class,
                    in(
                            "delivery/FlightArrivals.java",
                            "letPass(flight);\n            gatherings.join(flight);",
                            "letPass(flight);\n            flight.partition.settle(flight);\n            gatherings.join(flight);")),
            Breakage.of(
                    "settles one record of a batch that it halves",
                    CommitStaysBehind.class,
                    in(
                            "delivery/GroupArrivals.java",
                            "group.gathering.halve(group);",
                            "group.root().partition.settle(group.root());\n            group.gathering.halve(group);")),
            Breakage.of(
                    "loses one record of a batch that it halves",
                    CommitsCatchUp.class,
                    in(
                            "delivery/Gathering.java",
                            "members.subList(half, ",
                            "members.subList(Math.min(half + 1, members.size() - 1), ")),
            Breakage.of(
                    "settles a record whose parts are only on their way",
                    CommitStaysBehind.class,
                    in(
                            "delivery/Split.java",
                            "return --out == 0 ? outcome() : Outcome.AWAY;\n    }\n\n    /** {@code part} came",
                            "return --out == 0 ? outcome() : Outcome.DELIVERED;\n    }\n\n    /** {@code part} came")),
            Breakage.of(
                    "settles a record that lacks a part",
                    CommitStaysBehind.class,
                    in("delivery/Split.java", "if (missing == 0) {", "if (missing < 2) {")),
            Breakage.of(
                    "does not look at resume data",
                    FewRepeats.class,
                    in(
                            "delivery/PartitionState.java",
                            "if (!data.held().isEmpty() || !data.extras().mark().equals(RunMark.NONE)) {",
                            "if (data.held() == null) {")),
            Breakage.of(
                    "resumes one offset too far",
                    CommitStaysBehind.class,
                    in(
                            "offset/OffsetTracker.java",
                            "requireNonNull(foreseen).contains(offset)",
                            "requireNonNull(foreseen).contains(offset + 1)")),
            Breakage.of(
                    "believes resume data of another position",
                    CommitsRise.class,
                    in("offset/ResumeData.java", "if (data.base != position.offset()) {", "if (data.base < 0) {")),
            Breakage.of(
                    "believes resume data of another partition",
                    CommitStaysBehind.class,
                    in("offset/ResumeText.java", "(prefix + topic + \"-\" + partition)", "prefix")),
            Breakage.of(
                    "lets others go before a record is parked that ended the process",
                    ParkedForCause.class,
                    in("delivery/Probations.java", "mayGo &= isHeld || ", "mayGo &= true || ")),
            Breakage.of(
                    "settles what comes back for a partition that is gone",
                    CommitsRise.class,
                    in("delivery/Partitions.java", "var partition = byId.remove(id);", "var partition = byId.get(id);"),
                    in(
                            "delivery/FlightArrivals.java",
                            "if (flight.partition.closed) {",
                            "if (flight.partition.id == null) {")),
            Breakage.of(
                    "never tries a record again that once ended the process",
                    CommitsCatchUp.class,
                    in(
                            "delivery/Probations.java",
                            "new RunMark(false, Probation.ALONE_FROM, convicted + 1, convicted)",
                            "new RunMark(false, Probation.ALONE_FROM, convicted, convicted)")),
            Breakage.of(
                    "asks for no other keys before it gives a record up",
                    ParkedForCause.class,
                    in("delivery/Triage.java", "&& evidence.enoughOthersSince(known.firstFailure, key)", "")),
            Breakage.of(
                    "takes what one sink took for proof at another",
                    ParkedAtItsSink.class,
                    in("delivery/Sinks.java", "return byStep.get(step);", "return all.isEmpty() ? null : all.get(0);"),
                    in(
                            "delivery/Sinks.java",
                            "var known = byStep.get(step);",
                            "var known = all.isEmpty() ? null : all.get(0);")),
            Breakage.of(
                    "lays what a run before counted to whatever sink fails first",
                    ParkedAtItsSink.class,
                    in(
                            "delivery/Trouble.java",
                            "if (before == null || before.sink() != sink.number()) {",
                            "if (before == null) {")),
            Breakage.of(
                    "takes an unavailable sink for the record's fault",
                    ParkedForCause.class,
                    in(
                            "delivery/Triage.java",
                            "failureClass == FailureClass.POISON) {\n            return giveUp",
                            "failureClass == FailureClass.POISON || failureClass == FailureClass.UNAVAILABLE) {\n"
                                    + "            return giveUp")),
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
                    in(
                            "delivery/Admission.java",
                            "return full\n                || partition.stopped",
                            "return partition.stopped")),
            Breakage.of(
                    "reads on whatever its records weigh",
                    BoundsHeld.class,
                    in("delivery/Admission.java", "|| partitions.bufferedBytes() >= limits.bufferedBytes();", ";")),
            Breakage.of(
                    "delivers something else when it tries again",
                    NoVisibleDuplicate.class,
                    in(
                            "delivery/StepRunner.java",
                            "Object value = piece.value == null ? piece.root().record : piece.value;",
                            """
                            var read = piece.root().record;
                            Object value = piece.value instanceof dev.waybill.record.KafkaRecord
                                            && piece.root().failures() > 0
                                    ? dev.waybill.record.KafkaRecord.of(
                                            read.topic(), read.partition(), read.offset(), read.key(), null)
                                    : piece.value == null ? read : piece.value;""")),
            Breakage.of(
                    "lets a partition run away from its head",
                    BoundsHeld.class,
                    in("delivery/Admission.java", "|| partition.span() >= limits.span()", "")),
            Breakage.of(
                    "starts two more when one has arrived",
                    BoundsHeld.class,
                    in(
                            "delivery/StepRunner.java",
                            "piece instanceof Flight flight && standby.startNext()) {",
                            "piece instanceof Flight flight && (standby.startNext() | standby.startNext())) {")),
            Breakage.of(
                    "says that chunks have arrived before it runs them",
                    CommitStaysBehind.class,
                    in(
                            "delivery/Dispatcher.java",
                            "Chunk chunk = train.get(i);\n            run(chunk);",
                            "Chunk chunk = train.get(i);\n            if (i == 0 && last > 0) { train.forEach(mailbox::put); }\n            run(chunk);"),
                    in(
                            "delivery/Dispatcher.java",
                            "mailbox.put(chunk);\n        }\n    }",
                            "if (last == 0) { mailbox.put(chunk); }\n        }\n    }")),
            Breakage.of(
                    "never reads on once what is held might not have fitted",
                    CommitsCatchUp.class,
                    in(
                            "delivery/PartitionState.java",
                            "return tracker.fits(format, largestPoll, Math.max(largestPoll, widestPoll));",
                            "boolean fits = tracker.fits(format, largestPoll, Math.max(largestPoll, widestPoll));"
                                    + " nextAtLastLook = fits ? next : -7; return fits;"),
                    in(
                            "delivery/PartitionState.java",
                            "if (nextAtLastLook != UNKNOWN",
                            "if (nextAtLastLook == -7) { return false; }\n        if (nextAtLastLook != UNKNOWN")),
            Breakage.seenOnlyBy(
                    "gives its steps what the log does not hold",
                    NoLoss.class,
                    in("delivery/Admission.java", "if (!partition.admit(records.offset(i), bytes)) {", """
                            long next = partition.nextOffset();
                            if (next != PartitionState.UNKNOWN && records.offset(i) > next && partition.probation == null) {
                                var made = dev.waybill.record.KafkaRecord.of(
                                        partition.id.topic(), partition.id.partition(), next, null, "unwanted".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                                dispatcher.add(new Flight(partition, next, made, 0, Lanes.NONE));
                            }
                            if (!partition.admit(records.offset(i), bytes)) {""")),
            Breakage.of(
                    "starts more than may be under way",
                    BoundsHeld.class,
                    in("delivery/Places.java", "return taken() + more <= all || taken() == 0;", "return true;")));

    private Breakages() {}

    /** The one of that name; none if the name is empty. */
    static Optional<Breakage> named(String name) {
        var found = ALL.stream().filter(b -> b.name().equals(name)).findFirst();
        if (!name.isEmpty() && found.isEmpty()) {
            throw new IllegalArgumentException("no engine \"" + name + "\"; there are " + ALL);
        }
        return found;
    }
}
