package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.Flight.Outcome;
import dev.waybill.failure.Failure;
import dev.waybill.record.Position;
import dev.waybill.retry.Breaker;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of the records that come back from the workers and from the failure store. Confined to the loop's thread. */
final class Arrivals {
    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    private final String pipeline;
    private final Mailbox mailbox;
    private final Dispatcher dispatcher;
    private final Triage triage;
    private final Breaker breaker;
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
            String pipeline,
            Mailbox mailbox,
            Dispatcher dispatcher,
            Triage triage,
            Breaker breaker,
            Partitions partitions,
            Retries retries,
            Parking parking) {
        this.pipeline = pipeline;
        this.mailbox = mailbox;
        this.dispatcher = dispatcher;
        this.triage = triage;
        this.breaker = breaker;
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
        if (partition != null && chunk.hasArrived() && triage.isCalm() && breaker.isCalm()) {
            dispatcher.returned(chunk);
            if (chunk.settle(dispatcher::addWithFollowers)) {
                delivered += chunk.size();
            } else {
                late += chunk.size();
            }
        } else if (partition == null || partition.closed || chunk.hasArrived()) {
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

    private static void retreat(List<Flight> dissolved) {
        for (Flight flight : dissolved) {
            if (flight.lane != Lanes.NONE) {
                flight.partition.lanes.retreat(flight);
            }
        }
    }

    private void wake(Flight dissolved) {
        Flight next = dissolved.lane == Lanes.NONE ? dissolved : dissolved.partition.lanes.wake(dissolved.lane);
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
            return;
        }
        if (outcome == Outcome.DELIVERED) {
            delivered++;
            triage.delivered(flight);
            if (!breaker.isCalm()) {
                breaker.answered(KeyBytes.identity(flight.record));
                logClosing();
            }
            settle(flight);
        } else if (outcome == Outcome.FILTERED) {
            filtered++;
            triage.gone(flight);
            settle(flight);
        } else if (outcome == Outcome.PARKED) {
            parked++;
            triage.gone(flight);
            settle(flight);
        } else if (outcome == Outcome.FAILED) {
            failed(flight, requireNonNull(flight.failure));
        }
    }

    private void settle(Flight flight) {
        flight.partition.settle(flight);
        Flight next = flight.lane == Lanes.NONE ? null : flight.partition.lanes.leave(flight.lane);
        if (next != null) {
            dispatcher.addWithFollowers(next);
        }
    }

    private void failed(Flight flight, Failure failure) {
        failedAttempts++;
        tellBreaker(flight, failure);
        var decision = triage.judge(flight, failure);
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

    private void tellBreaker(Flight flight, Failure failure) {
        boolean wasClosed = breaker.state() == Breaker.State.CLOSED;
        breaker.failed(KeyBytes.identity(flight.record), failure);
        if (wasClosed && breaker.state() == Breaker.State.OPEN) {
            isOpenLogged = true;
            log.atWarn()
                    .addKeyValue("pipeline", pipeline)
                    .addKeyValue("class", failure.failureClass())
                    .addKeyValue("error", failure.reason())
                    .log("sink unavailable, nothing more is delivered until it answers again");
            partitions.all().forEach(this::takeApart);
        }
    }

    /** Only single records are tried while the sink is not known to work: chunks could not be tried one by one. */
    private void takeApart(PartitionState partition) {
        var flights = dispatcher.dissolve(partition);
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
