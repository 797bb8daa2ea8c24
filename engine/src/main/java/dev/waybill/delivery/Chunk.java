package dev.waybill.delivery;

import dev.waybill.delivery.Flight.Outcome;

/**
 * Flights that are handed to a worker in one go, and what became of each.
 *
 * <p>Outcomes are kept here, not in the flights, so that a flight which simply arrives is never written by another thread:
 * moving its memory between processors would cost more than all the rest. Touched by one thread at a time, as flights are.
 */
final class Chunk extends Message {
    private final Flight[] flights;
    private final Outcome[] outcomes;
    private int size;

    Chunk(int capacity) {
        flights = new Flight[capacity];
        outcomes = new Outcome[capacity];
    }

    void add(Flight flight) {
        flights[size++] = flight;
    }

    boolean isFull() {
        return size == flights.length;
    }

    /** Drops the flights of partitions that are no longer ours. */
    void removeClosed() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!flights[i].partition.closed) {
                flights[kept++] = flights[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    Flight flight(int i) {
        return flights[i];
    }

    Outcome outcome(int i) {
        return outcomes[i];
    }

    /** Runs all of them, one after the other. */
    void run(StepRunner steps) {
        for (int i = 0; i < size; i++) {
            outcomes[i] = steps.run(flights[i]);
        }
    }
}
