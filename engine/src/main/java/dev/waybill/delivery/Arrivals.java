package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.delivery.SettleListener.How;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.Position;
import dev.waybill.retry.Breaker;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of the records that come back from the workers and from the failure store. Confined to the loop's thread. */
final class Arrivals {
    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    private final String pipeline;
    private final int sinkStage;
    private final SettleListener whenSettled;
    private final Mailbox mailbox;
    private final Dispatcher dispatcher;
    private final Triage triage;
    private final Breaker breaker;
    private final StepRunner steps;
    private final Gatherings gatherings;
    private final Partitions partitions;
    private final Retries retries;
    private final Parking parking;

    long delivered;
    long filtered;
    long parked;
    long failedAttempts;
    long late;
    private boolean isOpenLogged;
    private Optional<Stop> stop = Optional.empty();

    Arrivals(
            DeliveryPlan plan,
            Mailbox mailbox,
            Dispatcher dispatcher,
            Triage triage,
            Breaker breaker,
            StepRunner steps,
            Gatherings gatherings,
            Partitions partitions,
            Retries retries,
            Parking parking) {
        this.pipeline = plan.name();
        this.sinkStage = plan.stages().size() - 1;
        this.whenSettled = plan.whenSettled();
        this.mailbox = mailbox;
        this.dispatcher = dispatcher;
        this.triage = triage;
        this.breaker = breaker;
        this.steps = steps;
        this.gatherings = gatherings;
        this.partitions = partitions;
        this.retries = retries;
        this.parking = parking;
    }

    /** A failure that needs an operator, and the record that met it. */
    record Stop(Failure failure, Position position) {}

    /** The last failure that needs an operator, if there was one. */
    Optional<Stop> stop() {
        return stop;
    }

    /** Takes in everything that came back. */
    void settle() {
        Message message = mailbox.takeAll();
        while (message != null) {
            Message next = message.next;
            message.next = null;
            if (message instanceof Flight flight) {
                arrived(flight, flight.outcome);
            } else if (message instanceof Group group) {
                arrived(group, group.outcome);
            } else if (message instanceof Part part) {
                gatherings.join(part); // a part comes here for nothing else
            } else if (message instanceof Chunk chunk) {
                arrived(chunk);
            } else {
                throw new AssertionError(message);
            }
            message = next;
        }
    }

    private void arrived(Chunk chunk) {
        dispatcher.learn(chunk);
        PartitionState partition = chunk.partition();
        if (partition != null && chunk.hasArrived() && isCalm()) {
            dispatcher.returned(chunk);
            if (chunk.settle(dispatcher::addWithFollowers)) {
                delivered += chunk.size();
            } else {
                late += chunk.size();
            }
        } else if (partition == null || partition.closed || chunk.wentThrough()) {
            oneByOne(chunk);
        } else {
            var flights = dispatcher.dissolveFollowing(partition);
            retreat(flights);
            oneByOne(chunk);
            flights.forEach(this::wake);
        }
        if (partition != null) {
            dispatcher.chunkReturned(partition);
        }
    }

    /** Whether nobody asks for the records one by one. */
    private boolean isCalm() {
        return triage.isCalm() && breaker.isCalm() && whenSettled == DeliveryPlan.NOBODY;
    }

    private static void retreat(List<Flight> dissolved) {
        for (Flight flight : dissolved) {
            if (waitsInLane(flight)) {
                flight.partition.lanes.retreat(flight);
            }
        }
    }

    private static boolean waitsInLane(Flight flight) {
        return flight.lane != Lanes.NONE && !flight.letsPass;
    }

    private void wake(Flight dissolved) {
        Flight next = waitsInLane(dissolved) ? dissolved.partition.lanes.wake(dissolved.lane) : dissolved;
        if (next != null) {
            dispatcher.add(next);
        }
    }

    private void oneByOne(Chunk chunk) {
        for (int i = chunk.size() - 1; i >= 0; i--) { // from the last, so that those held wait in their order
            if (chunk.outcome(i) == Outcome.HELD) {
                held(chunk.flight(i));
            }
        }
        for (int i = 0; i < chunk.size(); i++) {
            Outcome outcome = chunk.outcome(i);
            if (outcome == Outcome.AWAY || outcome == Outcome.FAILED) {
                Flight flight = chunk.flight(i);
                flight.partition.lanes.detach(flight.lane);
            }
            if (outcome != Outcome.AWAY && outcome != Outcome.HELD) {
                arrived(chunk.flight(i), outcome);
            }
        }
    }

    private void held(Flight flight) {
        dispatcher.returned(flight);
        if (!flight.partition.closed && flight.partition.lanes.awaitFirst(flight)) {
            dispatcher.add(flight);
        }
    }

    private void arrived(Flight flight, Outcome outcome) {
        if (outcome == Outcome.PARKED || outcome == Outcome.PARKING_FAILED) {
            parking.returned(flight);
        } else {
            dispatcher.returned(flight);
        }
        if (flight.partition.closed) {
            late++;
            triage.gone(flight);
            if (outcome == Outcome.FAILED) {
                tellBreaker(flight, requireNonNull(flight.failure)); // an answer of the sink, whoever reads that now
            }
            return;
        }
        judge(flight, outcome);
    }

    private void judge(Flight flight, Outcome outcome) {
        if (outcome != Outcome.GATHERED) {
            survived(flight);
        }
        if (outcome == Outcome.DELIVERED) {
            delivered++;
            triage.delivered(flight);
            if (!breaker.isCalm()) {
                breaker.answered(KeyBytes.identity(flight.record));
                logClosing();
            }
            settle(flight, How.DELIVERED);
        } else if (outcome == Outcome.FILTERED) {
            filtered++;
            triage.gone(flight);
            settle(flight, How.FILTERED);
        } else if (outcome == Outcome.PARKED) {
            parked++;
            triage.gone(flight);
            settle(flight, How.PARKED);
        } else if (outcome == Outcome.FAILED) {
            failed(flight, requireNonNull(flight.failure));
        } else if (outcome == Outcome.GATHERED) {
            letPass(flight);
            gatherings.join(flight);
        }
    }

    /** The process lives on after {@code flight} was under way. */
    private static void survived(Flight flight) {
        var probation = flight.partition.probation;
        if (probation != null) {
            probation.cameBack(flight);
        }
    }

    /** Gives {@code flight} up: the process ended whenever it was delivered. */
    void convict(Flight flight) {
        var failure = new Failure(
                FailureClass.BUG,
                "the process ended three times while this record was under way; look for its last words in the output"
                        + " of the process, mend the cause, then replay the record",
                null,
                null);
        flight.failure = failure;
        decided(flight, failure, triage.convict(flight, failure, Probation.ALONE_FROM + 1));
    }

    /** Those behind {@code flight} may come to where it is gathered: their order is kept there. */
    private void letPass(Flight flight) {
        if (flight.lane == Lanes.NONE || flight.letsPass) {
            return;
        }
        flight.letsPass = true;
        Flight next = flight.partition.lanes.pass(flight.lane);
        if (next != null) {
            dispatcher.addWithFollowers(next);
        }
    }

    private void arrived(Group group, Outcome outcome) {
        dispatcher.returned(group);
        if (outcome == Outcome.GATHERED) {
            gatherings.join(group);
        } else {
            cameBack(group, outcome);
        }
    }

    private void cameBack(Group group, Outcome outcome) {
        if (outcome.isThrough()) {
            triage.gone(group);
            group.gathering.finished(group);
            group.members().forEach(member -> cameBack(member, outcome, null));
        } else if (group.size() == 1) {
            Piece member = group.members().get(0);
            group.phase = Group.Phase.ALONE;
            triage.gone(group);
            member.alone = group;
            cameBack(member, Outcome.FAILED, group.failure);
            gatherings.removeOver();
        } else {
            failed(group, requireNonNull(group.failure));
            gatherings.removeOver(); // what is over in the meantime has no part in the next attempt
        }
    }

    /** {@code member} of a group shares what became of that. */
    private void cameBack(Piece member, Outcome outcome, @Nullable Failure failure) {
        member.failure = failure;
        if (member instanceof Group group) {
            cameBack(group, outcome);
        } else if (member instanceof Part part) {
            steps.comeBack(part, outcome);
        } else if (member instanceof Flight flight) {
            if (flight.partition.closed) {
                late++;
                triage.gone(flight);
            } else {
                judge(flight, outcome);
            }
        }
    }

    private void failed(Group group, Failure failure) {
        failedAttempts++;
        for (Piece member : group.members()) {
            tellBreaker(member.root(), failure);
            survived(member.root());
        }
        var decision = triage.judge(group, failure);
        if (decision == Triage.Decision.STOP) {
            stop = Optional.of(new Stop(failure, group.root().record.position()));
        } else if (decision == Triage.Decision.HALVE) {
            triage.gone(group);
            group.gathering.halve(group);
        } else {
            group.phase = Group.Phase.WAITING;
        }
    }

    private void settle(Flight flight, How how) {
        flight.partition.settle(flight);
        var probation = flight.partition.probation;
        if (probation != null && probation.convicted() == flight.offset) {
            probation.acquit();
            flight.partition.mark(probation.markFor(List.of(), false));
        }
        whenSettled.settled(flight.record, how);
        releasePlaces(flight);
        if (flight.letsPass) {
            flight.partition.lanes.forget(flight.lane);
            return;
        }
        Flight next = flight.lane == Lanes.NONE ? null : flight.partition.lanes.leave(flight.lane);
        if (next != null) {
            dispatcher.addWithFollowers(next);
        }
    }

    /** Gives up the places that {@code piece} and its parts keep where they were gathered. */
    private static void releasePlaces(Piece piece) {
        if (piece.alone != null) {
            piece.alone.gathering.finished(piece.alone);
        }
        if (piece.value instanceof Split split) {
            split.unfinished().forEach(Arrivals::releasePlaces);
        }
    }

    private void failed(Flight flight, Failure failure) {
        failedAttempts++;
        if (failure.failureClass() != FailureClass.POISON || mayBeTheSinksWord(flight)) {
            tellBreaker(flight, failure);
        }
        decided(flight, failure, triage.judge(flight, failure));
    }

    private void decided(Flight flight, Failure failure, Triage.Decision decision) {
        if (decision == Triage.Decision.PARK) {
            logParked(flight, failure);
            parking.add(flight);
        } else if (decision == Triage.Decision.STOP) {
            stop = Optional.of(new Stop(failure, flight.record.position()));
        } else if (decision == Triage.Decision.STOP_PARTITION) {
            stopPartition(flight, failure);
        } else {
            retries.add(flight);
        }
    }

    /** Whether {@code flight} may have come as far as the sink: a step that refuses a record says nothing about that. */
    private boolean mayBeTheSinksWord(Flight flight) {
        return flight.stage == sinkStage || flight.alone != null || flight.value instanceof Split;
    }

    private void tellBreaker(Flight flight, Failure failure) {
        var before = breaker.state();
        breaker.failed(KeyBytes.identity(flight.record), failure);
        if (before != Breaker.State.OPEN && breaker.state() == Breaker.State.OPEN) {
            logOpening(failure);
            triage.outageBegan();
            takeApart(dispatcher.dissolveFlights());
            partitions.all().forEach(partition -> takeApart(dispatcher.dissolve(partition)));
        }
    }

    private void logOpening(Failure failure) {
        if (!isOpenLogged) {
            isOpenLogged = true;
            log.atWarn()
                    .addKeyValue("pipeline", pipeline)
                    .addKeyValue("class", failure.failureClass())
                    .addKeyValue("error", failure.reason())
                    .log("sink unavailable, nothing more is delivered until it answers again");
        }
    }

    /** Only single records are tried while the sink is not known to work: chunks could not be tried one by one. */
    private void takeApart(List<Flight> flights) {
        retreat(flights);
        for (int i = flights.size() - 1; i >= 0; i--) {
            wake(flights.get(i));
        }
    }

    private void logClosing() {
        if (isOpenLogged && breaker.state() == Breaker.State.CLOSED) {
            isOpenLogged = false;
            log.atInfo().addKeyValue("pipeline", pipeline).log("sink answers again, delivering goes on");
        }
    }

    private void stopPartition(Flight flight, Failure failure) {
        flight.partition.stopped = true;
        retries.removeOver();
        gatherings.removeOver();
        log.atError()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("position", flight.record.position())
                .addKeyValue("class", failure.failureClass())
                .addKeyValue("error", failure.reason())
                .log("partition stopped at a record that cannot be delivered; mend the record's cause and start again");
    }

    private void logParked(Flight flight, Failure failure) {
        var event = log.atWarn()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("position", flight.record.position())
                .addKeyValue("class", failure.failureClass())
                .addKeyValue("attempt", flight.failures())
                .addKeyValue("error", failure.reason());
        event.log("record parked");
    }
}
