package dev.waybill.bench.contender;

/** A contender at work. */
@FunctionalInterface
public interface Running extends AutoCloseable {
    /** Stops it and waits until it has. */
    @Override
    void close();
}
