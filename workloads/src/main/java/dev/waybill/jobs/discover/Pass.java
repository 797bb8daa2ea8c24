package dev.waybill.jobs.discover;

import java.util.Set;

/**
 * What one pass of discovery came to.
 *
 * @param isLeader false: another process was at it, and nothing was done
 * @param holders virtual transactions that may still bring sources which are then found late; what is there was found
 */
public record Pass(Changes changes, boolean isLeader, Set<String> holders) {
    public Pass {
        holders = Set.copyOf(holders);
    }
}
