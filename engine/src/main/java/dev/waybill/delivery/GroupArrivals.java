package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.trace.Ending;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a group that comes back: its members share what became of it, but for one that fails because of some
 * of them. Confined to the loop's thread.
 */
final class GroupArrivals {
    private final Places places;
    private final Triage triage;
    private final Outages outages;
    private final StepRunner steps;
    private final Gatherings gatherings;
    private final FlightArrivals flights;
    private final Counters counters;

    GroupArrivals(
            Places places,
            Triage triage,
            Outages outages,
            StepRunner steps,
            Gatherings gatherings,
            FlightArrivals flights,
            Counters counters) {
        this.places = places;
        this.triage = triage;
        this.outages = outages;
        this.steps = steps;
        this.gatherings = gatherings;
        this.flights = flights;
        this.counters = counters;
    }

    void arrived(Group group, Outcome outcome) {
        places.free(group);
        if (outcome == Outcome.GATHERED) {
            gatherings.join(group);
        } else {
            cameBack(group, outcome);
        }
    }

    private void cameBack(Group group, Outcome outcome) {
        group.ended(
                outcome == Outcome.DELIVERED
                        ? Ending.DELIVERED
                        : outcome.isThrough() ? Ending.FILTERED : Ending.SHARED);
        if (outcome.isThrough()) {
            group.members().forEach(member -> outages.cameBack(group, outcome, member.root()));
            triage.arrived(group);
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
            triage.forgetGone();
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
                flight.ended(Ending.UNSETTLED);
                counters.late++;
                triage.gone(flight);
            } else {
                flights.judge(flight, outcome);
            }
        }
    }

    private void failed(Group group, Failure failure) {
        counters.failedAttempts++;
        var sink = outages.failed(group, group.root());
        boolean isOneAtFault = failure.failureClass() == FailureClass.BUG; // it may be: then one speaks for all
        for (Piece member : group.members()) {
            if (!isOneAtFault && member.root() != group.root()) {
                outages.failed(group, member.root());
            }
            FlightArrivals.survived(member.root());
            member.root().mayHaveArrived = true;
        }
        var decision = triage.judge(group, failure, sink);
        if (decision == Triage.Decision.STOP) {
            group.members().forEach(member -> stopped(member.root(), failure));
            flights.stopAt(group.root(), failure);
        } else if (decision == Triage.Decision.HALVE) {
            triage.gone(group);
            group.gathering.halve(group);
        } else {
            group.phase = Group.Phase.WAITING;
        }
    }

    private static void stopped(Flight flight, Failure failure) {
        flight.failure = failure;
        flight.ended(Ending.STOPPED);
    }
}
