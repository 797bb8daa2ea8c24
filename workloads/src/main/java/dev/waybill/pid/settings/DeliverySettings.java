package dev.waybill.pid.settings;

import java.time.Duration;

/**
 * How hard delivery is tried, and how much may be under way.
 *
 * @param attempts how often a delivery is tried, at least, before its record may be parked
 * @param otherKeys how many other keys the same sink has to deliver in the meantime before a record is blamed
 * @param firstPause before the second attempt; doubles from there
 * @param longestPause where the doubling ends
 * @param maxBuffered records read and not yet settled, per partition
 * @param drainTimeout how long stopping waits for what is under way
 * @param commitInterval how often offsets are committed
 */
public record DeliverySettings(
        int attempts,
        int otherKeys,
        Duration firstPause,
        Duration longestPause,
        int maxBuffered,
        Duration drainTimeout,
        Duration commitInterval) {
    public DeliverySettings {
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("the longest pause must not be shorter than the first, got "
                    + longestPause + " after " + firstPause);
        }
    }
}
