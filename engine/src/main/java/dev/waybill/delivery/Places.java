package dev.waybill.delivery;

import java.util.function.Consumer;

/** How many records may be in flight at once, and which are. Confined to the loop's thread. */
final class Places {
    private final int setting;
    private final Sinks sinks;
    private final Standby standby;
    private final OutList out = new OutList();

    /** Those that stand by included. */
    private int handedOver;

    /** Those whose records are in flight already, as wholes. */
    private int groupsOfParts;

    Places(int mostInFlight, Sinks sinks, Standby standby) {
        this.setting = mostInFlight;
        this.sinks = sinks;
        this.standby = standby;
    }

    /** How many there are now: no more than the sinks allow. */
    int all() {
        return Math.min(setting, sinks.allowance());
    }

    /** Whether the sinks may be asked for anything now. */
    boolean areAny() {
        return all() > 0;
    }

    /** Whether the sinks allow as many as are set. */
    boolean areUnrestricted() {
        return sinks.allowance() >= setting;
    }

    int taken() {
        return handedOver - standby.size();
    }

    /** Whether {@code more} fit into {@code all}; one chunk always does where nothing else is in flight. */
    boolean haveRoomFor(int more, int all) {
        return taken() + more <= all || taken() == 0;
    }

    /** Whether no more may stand by. */
    boolean areFullBehind() {
        return standby.size() >= setting;
    }

    void take(Chunk chunk) {
        chunk.count(1);
        handedOver += chunk.size();
        out.add(chunk);
    }

    /** Takes places for {@code group}, unless it would be too much in flight. */
    boolean take(Group group) {
        int all = all();
        int more = group.flights();
        boolean isTooMuch = more == 0 ? groupsOfParts >= all : taken() > 0 && taken() + more > all;
        if (all == 0 || isTooMuch) {
            return false;
        }
        handedOver += more;
        groupsOfParts += more == 0 ? 1 : 0;
        group.count(1);
        out.add(group);
        return true;
    }

    /** {@code group} came back. */
    void free(Group group) {
        out.remove(group);
        handedOver -= group.flights();
        groupsOfParts -= group.flights() == 0 ? 1 : 0;
        group.count(-1);
    }

    /** {@code flight} came back. */
    void free(Flight flight) {
        out.remove(flight);
        flight.count(-1);
        handedOver--;
    }

    /** All of {@code chunk} came back. */
    void free(Chunk chunk) {
        out.remove(chunk);
        chunk.count(-1);
        handedOver -= chunk.size();
    }

    /** {@code chunk} came back, and its records come one by one. */
    void part(Chunk chunk) {
        out.remove(chunk);
    }

    /** {@code flight}, of a chunk that came back, is under way by itself; unless it came before its chunk. */
    void partOff(Flight flight) {
        if (!flight.cameBack && !flight.partition.closed) {
            out.add(flight);
        }
    }

    /** Shows what is with the workers. */
    void forEachTaken(Consumer<Message> shown) {
        out.forEach(shown);
    }
}
