package dev.waybill.cli.access;

import java.time.Duration;
import java.util.Map;

/** A command that changes kept data, and is therefore audited. */
public interface ChangingCommand {
    /** False where it was told to change nothing. */
    default boolean isChange() {
        return true;
    }

    /** How much it has changed by now, by kind. */
    default Map<String, Long> counts() {
        return Map.of();
    }

    /** How long it may go on after a signal, until it has come to a clean end. */
    default Duration drain() {
        return Duration.ZERO;
    }
}
