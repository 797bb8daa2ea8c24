package dev.waybill.heartbeat;

import java.util.Map;
import java.util.Optional;

/** What is counted for heartbeats. Asked by one thread at a time. */
@FunctionalInterface
public interface BeatCounter {
    /**
     * Counts since the run began, by the names and in the order in which a heartbeat shows them. Nothing where whoever counts
     * does not answer: then there is no sign of life.
     */
    Optional<Map<String, Long>> counts() throws InterruptedException;
}
