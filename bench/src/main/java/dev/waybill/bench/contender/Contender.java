package dev.waybill.bench.contender;

/** One engine in one mode: reads a topic, hands every record to a handler, and commits what was handled. */
public interface Contender {
    String name();

    /** Starts reading in threads of its own and returns at once. */
    Running start(Job job);

    /** Whether records with equal keys are handled one after another. */
    default boolean keepsKeyOrder() {
        return false;
    }

    /** Above this many records in flight it cannot be asked, for example because each takes a thread. */
    default int mostInFlight() {
        return Integer.MAX_VALUE;
    }

    /** What its handler throws where the same record may succeed later. */
    default RuntimeException mayPass() {
        return new RefusedRecord("refused for now");
    }
}
