package dev.waybill.trace;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows attempts to deliver. Called by the threads that deliver, so it must be quick. What it throws is logged once, and
 * changes nothing. Thread-safe.
 */
public interface DeliveryTracer {
    /** Follows nothing. A pipeline that has it does no more than one that was never given any. */
    DeliveryTracer NONE = delivery -> Optional.empty();

    /** An attempt begins; empty where it is not followed. */
    Optional<Attempt> begin(Delivery delivery);

    /**
     * Several values begin to be delivered together.
     *
     * @param members the attempts that are followed among them, one or more
     * @param size how many values there are
     */
    default Optional<Attempt> together(List<Attempt> members, int size) {
        return Optional.empty();
    }

    /**
     * Work begins for which no record stands; empty where it is not followed.
     *
     * @param what in a few words, of which there are few
     * @param facts more about it, by the name of an attribute
     */
    default Optional<Attempt> begin(String what, Map<String, String> facts) {
        return Optional.empty();
    }
}
