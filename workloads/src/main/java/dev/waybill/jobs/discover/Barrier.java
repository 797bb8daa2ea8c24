package dev.waybill.jobs.discover;

import java.util.Set;
import java.util.TreeSet;

/**
 * Up to where nothing can appear any more in an index that others write: their transactions end in another order than the one in
 * which they took their positions.
 *
 * <p>A position is taken after its transaction has become visible as a holder. So, once all holders that were seen after the
 * newest position was read have ended, whatever lies up to that position is there, or never will be. A position is the number of a
 * location, or a time in microseconds.
 *
 * @param settled all up to it was looked at after it could not change any more
 * @param candidate becomes certain once the holders have ended
 * @param holders the transactions that may still bring something up to the candidate
 */
record Barrier(long settled, long candidate, Set<String> holders) {
    static final Barrier START = new Barrier(0, 0, Set.of());

    Barrier {
        holders = Set.copyOf(holders);
    }

    /**
     * What is known now. What is certain must be looked at in a later statement before it is settled.
     *
     * @param newest read first
     * @param running the holders there are, read second
     */
    Outlook outlook(long newest, Set<String> running) {
        if (running.isEmpty()) {
            return new Outlook(Math.max(settled, newest), Math.max(settled, newest), Set.of());
        }
        var left = new TreeSet<>(holders);
        left.retainAll(running);
        if (left.isEmpty()) {
            return new Outlook(Math.max(settled, candidate), Math.max(settled, newest), running);
        }
        return new Outlook(settled, candidate, left);
    }

    /**
     * @param certain nothing can appear up to it
     * @param candidate the next one to become certain
     */
    record Outlook(long certain, long candidate, Set<String> holders) {
        /** After all up to {@code position} was looked at. The next candidate has to wait until this one is used up. */
        Barrier settled(long position) {
            return position < certain
                    ? new Barrier(position, certain, Set.of())
                    : new Barrier(certain, candidate, holders);
        }
    }
}
