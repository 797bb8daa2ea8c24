package dev.waybill.delivery;

import java.util.List;

/**
 * Takes chunks apart that are not handed over, so that every record of theirs waits for its own turn. Confined to the
 * loop's thread.
 */
final class Dissolving {
    private final Dispatcher dispatcher;
    private final Partitions partitions;

    Dissolving(Dispatcher dispatcher, Partitions partitions) {
        this.dispatcher = dispatcher;
        this.partitions = partitions;
    }

    /**
     * Takes apart the chunks of {@code partition} that follow others. Returns their records, the last first; each is to
     * be {@link #wake woken}.
     */
    List<Flight> following(PartitionState partition) {
        var flights = dispatcher.dissolveFollowing(partition);
        retreat(flights);
        return flights;
    }

    /** Takes all chunks apart. */
    void all() {
        takeApart(dispatcher.dissolveFlights());
        partitions.all().forEach(partition -> takeApart(dispatcher.dissolve(partition)));
    }

    private void takeApart(List<Flight> flights) {
        retreat(flights);
        for (int i = flights.size() - 1; i >= 0; i--) {
            wake(flights.get(i));
        }
    }

    private static void retreat(List<Flight> flights) {
        for (Flight flight : flights) {
            if (waitsInLane(flight)) {
                flight.partition.lanes.retreat(flight);
            }
        }
    }

    /** Hands over the one whose turn it is in the lane of {@code flight}. */
    void wake(Flight flight) {
        Flight next = waitsInLane(flight) ? flight.partition.lanes.wake(flight.lane) : flight;
        if (next != null) {
            dispatcher.add(next);
        }
    }

    private static boolean waitsInLane(Flight flight) {
        return flight.lane != Lanes.NONE && !flight.letsPass;
    }
}
