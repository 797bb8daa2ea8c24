package dev.waybill.failure;

/** The right to be the only one who replays from a store or cleans it up. Closed by whoever was given it. */
public interface Reservation extends AutoCloseable {
    @Override
    void close();
}
