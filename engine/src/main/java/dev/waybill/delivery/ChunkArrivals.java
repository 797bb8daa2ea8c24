package dev.waybill.delivery;

import dev.waybill.delivery.Piece.Outcome;

/**
 * What becomes of a chunk that comes back: it is settled in one go if all of it arrived and nobody asks for its records
 * one by one. Confined to the loop's thread.
 */
final class ChunkArrivals {
    private final boolean isEachHeardOf;
    private final Dispatcher dispatcher;
    private final Triage triage;
    private final Sinks sinks;
    private final Dissolving dissolving;
    private final FlightArrivals flights;
    private final Counters counters;

    ChunkArrivals(
            DeliveryPlan plan,
            Dispatcher dispatcher,
            Triage triage,
            Sinks sinks,
            Dissolving dissolving,
            FlightArrivals flights,
            Counters counters) {
        this.isEachHeardOf = plan.whenSettled() != DeliveryPlan.NOBODY;
        this.dispatcher = dispatcher;
        this.triage = triage;
        this.sinks = sinks;
        this.dissolving = dissolving;
        this.flights = flights;
        this.counters = counters;
    }

    void arrived(Chunk chunk) {
        dispatcher.learn(chunk);
        PartitionState partition = chunk.partition();
        if (partition != null && chunk.hasArrived() && isCalm()) {
            dispatcher.returned(chunk);
            if (chunk.settle(dispatcher::addWithFollowers)) {
                counters.delivered += chunk.size();
            } else {
                counters.late += chunk.size();
            }
        } else if (partition == null || partition.closed || chunk.wentThrough()) {
            oneByOne(chunk);
        } else {
            var following = dissolving.following(partition);
            oneByOne(chunk);
            following.forEach(dissolving::wake);
        }
        if (partition != null) {
            dispatcher.chunkReturned(partition);
        }
    }

    /** Whether nobody asks for the records one by one. */
    private boolean isCalm() {
        return triage.isCalm() && sinks.isCalm() && !isEachHeardOf;
    }

    private void oneByOne(Chunk chunk) {
        dispatcher.parted(chunk);
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
            if (outcome == Outcome.AWAY) {
                dispatcher.away(chunk.flight(i));
            }
            if (outcome != Outcome.AWAY && outcome != Outcome.HELD) {
                flights.arrived(chunk.flight(i), outcome);
            }
        }
    }

    private void held(Flight flight) {
        dispatcher.returned(flight);
        boolean mayGo = flight.lane == Lanes.NONE || flight.partition.lanes.awaitFirst(flight);
        if (mayGo && !flight.partition.closed) {
            dispatcher.add(flight);
        }
    }
}
