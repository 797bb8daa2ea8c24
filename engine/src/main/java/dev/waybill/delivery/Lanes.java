package dev.waybill.delivery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last flight of each lane that has any: a hash table chained through the flights themselves, because it is touched
 * twice for every record. Confined to the loop's thread.
 */
final class Lanes {
    private Flight[] buckets = new Flight[64];
    private int size;

    /** Lets {@code flight} in as the last of its lane. Returns the one that was last before, if there was one. */
    @Nullable
    Flight enter(Flight flight) {
        int bucket = flight.laneHash & (buckets.length - 1);
        Flight before = null;
        for (Flight other = buckets[bucket]; other != null; other = other.nextInBucket) {
            if (isSameLane(other, flight)) {
                flight.nextInBucket = other.nextInBucket;
                other.nextInBucket = null;
                link(bucket, before, flight);
                return other;
            }
            before = other;
        }
        flight.nextInBucket = buckets[bucket];
        buckets[bucket] = flight;
        if (++size > buckets.length / 2) {
            grow();
        }
        return null;
    }

    /** Takes {@code flight}, the last of its lane, out: the lane is empty now. */
    void leave(Flight flight) {
        int bucket = flight.laneHash & (buckets.length - 1);
        Flight before = null;
        for (Flight other = buckets[bucket]; other != null; other = other.nextInBucket) {
            if (other == flight) {
                link(bucket, before, other.nextInBucket);
                other.nextInBucket = null;
                size--;
                return;
            }
            before = other;
        }
    }

    private void link(int bucket, @Nullable Flight before, @Nullable Flight next) {
        if (before == null) {
            buckets[bucket] = next;
        } else {
            before.nextInBucket = next;
        }
    }

    private void grow() {
        Flight[] old = buckets;
        buckets = new Flight[old.length * 2];
        for (Flight first : old) {
            Flight flight = first;
            while (flight != null) {
                Flight next = flight.nextInBucket;
                int bucket = flight.laneHash & (buckets.length - 1);
                flight.nextInBucket = buckets[bucket];
                buckets[bucket] = flight;
                flight = next;
            }
        }
    }

    private static boolean isSameLane(Flight one, Flight other) {
        if (one.laneHash != other.laneHash) {
            return false;
        }
        if (one.lane instanceof byte[] a && other.lane instanceof byte[] b) {
            return Arrays.equals(a, b);
        }
        return one.lane != null && one.lane.equals(other.lane);
    }

    /** Spread, because buckets are chosen by the low bits. */
    static int hash(Object lane) {
        int hash = lane instanceof byte[] bytes ? Arrays.hashCode(bytes) : lane.hashCode();
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
