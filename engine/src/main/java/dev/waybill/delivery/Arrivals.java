package dev.waybill.delivery;

/**
 * Takes in what comes back from the workers and from the failure store, each to where it is known what becomes of it.
 * Confined to the loop's thread.
 */
final class Arrivals {
    private final Mailbox mailbox;
    private final ChunkArrivals chunks;
    private final GroupArrivals groups;
    private final FlightArrivals flights;
    private final Gatherings gatherings;

    Arrivals(
            Mailbox mailbox,
            ChunkArrivals chunks,
            GroupArrivals groups,
            FlightArrivals flights,
            Gatherings gatherings) {
        this.mailbox = mailbox;
        this.chunks = chunks;
        this.groups = groups;
        this.flights = flights;
        this.gatherings = gatherings;
    }

    /** Takes in everything that came back. */
    void settle() {
        Message message = mailbox.takeAll();
        while (message != null) {
            Message next = message.next;
            message.next = null;
            if (message instanceof Flight flight) {
                flights.arrived(flight, flight.outcome);
            } else if (message instanceof Group group) {
                groups.arrived(group, group.outcome);
            } else if (message instanceof Part part) {
                gatherings.join(part); // a part comes here for nothing else
            } else if (message instanceof Chunk chunk) {
                chunks.arrived(chunk);
            } else {
                throw new AssertionError(message);
            }
            message = next;
        }
    }
}
