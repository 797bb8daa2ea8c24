package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.delivery.SettleListener.How;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.Position;
import dev.waybill.trace.Ending;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a record that comes back from a worker or from the failure store. Confined to the loop's thread. */
final class FlightArrivals {
    private static final Logger log = LoggerFactory.getLogger(FlightArrivals.class);

    private final String pipeline;
    private final SettleListener whenSettled;
    private final Dispatcher dispatcher;
    private final Places places;
    private final Triage triage;
    private final Outages outages;
    private final Gatherings gatherings;
    private final Retries retries;
    private final Parking parking;
    private final Counters counters;
    private Optional<Stop> stop = Optional.empty();

    FlightArrivals(
            DeliveryPlan plan,
            Dispatcher dispatcher,
            Places places,
            Triage triage,
            Outages outages,
            Gatherings gatherings,
            Retries retries,
            Parking parking,
            Counters counters) {
        this.pipeline = plan.name();
        this.whenSettled = plan.whenSettled();
        this.dispatcher = dispatcher;
        this.places = places;
        this.triage = triage;
        this.outages = outages;
        this.gatherings = gatherings;
        this.retries = retries;
        this.parking = parking;
        this.counters = counters;
    }

    /** A failure that needs an operator, and the record that met it. */
    record Stop(Failure failure, Position position) {}

    /** The last failure that needs an operator, if there was one. */
    Optional<Stop> stop() {
        return stop;
    }

    void arrived(Flight flight, Outcome outcome) {
        flight.cameBack = true;
        if (outcome == Outcome.PARKED || outcome == Outcome.PARKING_FAILED) {
            parking.returned(flight);
        } else {
            places.free(flight);
        }
        if (flight.partition.closed) {
            flight.ended(Ending.UNSETTLED);
            counters.late++;
            triage.gone(flight);
            if (outcome == Outcome.FAILED) {
                outages.failed(flight, flight); // an answer of the sink, whoever reads that now
            }
            return;
        }
        judge(flight, outcome);
    }

    /** {@code flight}, whose partition is still ours, has an outcome. */
    void judge(Flight flight, Outcome outcome) {
        if (outcome != Outcome.GATHERED) {
            survived(flight);
        }
        if (outcome == Outcome.DELIVERED) {
            counters.delivered++;
            counters.redelivered += flight.mayHaveArrived ? 1 : 0;
            outages.cameBack(flight, outcome, flight);
            triage.arrived(flight);
            settle(flight, How.DELIVERED);
        } else if (outcome == Outcome.FILTERED) {
            counters.filtered++;
            outages.cameBack(flight, outcome, flight);
            triage.gone(flight);
            settle(flight, How.FILTERED);
        } else if (outcome == Outcome.PARKED) {
            counters.parked++;
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
    static void survived(Flight flight) {
        var probation = flight.partition.probation;
        if (probation != null) {
            probation.cameBack(flight);
        }
    }

    private void settle(Flight flight, How how) {
        flight.partition.settle(flight);
        var probation = flight.partition.probation;
        if (probation != null && probation.convicted() == flight.offset) {
            probation.acquit();
            flight.partition.mark(probation.markFor(List.of(), false));
        }
        flight.ended(ending(how));
        tellListener(flight, how);
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

    private static Ending ending(How how) {
        return switch (how) {
            case DELIVERED -> Ending.DELIVERED;
            case FILTERED -> Ending.FILTERED;
            case PARKED -> Ending.PARKED;
        };
    }

    private void tellListener(Flight flight, How how) {
        try {
            whenSettled.settled(flight.record, how);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("pipeline", pipeline)
                    .addKeyValue("position", flight.record.position())
                    .addKeyValue("error", e)
                    .log("the listener for settled records failed; the record is settled all the same");
        }
    }

    /** Gives up the places that {@code piece} and its parts keep where they were gathered. */
    private static void releasePlaces(Piece piece) {
        if (piece.alone != null) {
            piece.alone.gathering.finished(piece.alone);
        }
        if (piece.value instanceof Split split) {
            split.tried().forEach(FlightArrivals::releasePlaces);
        }
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

    private void failed(Flight flight, Failure failure) {
        counters.failedAttempts++;
        flight.mayHaveArrived = true;
        var sink = outages.failed(flight, flight);
        decided(flight, failure, triage.judge(flight, failure, sink));
    }

    /** Gives {@code flight} up: the process ended whenever it was delivered. */
    void convict(Flight flight) {
        var failure = new Failure(
                FailureClass.BUG,
                "the process ended three times while this record was under way; look for its last words in the output"
                        + " of the process and mend the cause; then replay the record, or, where it is not parked, end this"
                        + " process cleanly and start it again",
                null,
                null);
        flight.failure = failure;
        decided(flight, failure, triage.convict(flight, failure, Probation.ALONE_FROM + 1));
    }

    private void decided(Flight flight, Failure failure, Triage.Decision decision) {
        if (decision == Triage.Decision.PARK) {
            logParked(flight, failure);
            parking.add(flight);
        } else if (decision == Triage.Decision.STOP) {
            flight.ended(Ending.STOPPED);
            stopAt(flight, failure);
        } else if (decision == Triage.Decision.STOP_PARTITION) {
            flight.ended(Ending.STOPPED);
            stopPartition(flight, failure);
        } else {
            flight.ended(Ending.RETRIED);
            retries.add(flight);
        }
    }

    /** Nothing more is to be delivered: {@code flight} met a failure that needs an operator. */
    void stopAt(Flight flight, Failure failure) {
        stop = Optional.of(new Stop(failure, flight.record.position()));
    }

    private void stopPartition(Flight flight, Failure failure) {
        flight.partition.stopped = true;
        flight.partition.stoppedAt = flight;
        triage.stopped(flight.partition);
        retries.removeOver();
        dispatcher.forgetOver();
        gatherings.removeOver();
        log.atError()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("position", flight.record.position())
                .addKeyValue("class", failure.failureClass())
                .addKeyValue("error", failure.reason())
                .log("partition stopped at a record that cannot be delivered; mend the record's cause and start again");
    }

    private void logParked(Flight flight, Failure failure) {
        log.atWarn()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("position", flight.record.position())
                .addKeyValue("class", failure.failureClass())
                .addKeyValue("attempt", flight.failures())
                .addKeyValue("error", failure.reason())
                .log("record parked");
    }
}
