package dev.waybill.jobs.processor;

import java.time.Instant;

/**
 * A processor as it is kept.
 *
 * @param isEnabled otherwise nothing is discovered for it and none of its jobs is handed out
 * @param isPaused none of its jobs is handed out; those that run go on
 */
public record Processor(
        int id, ProcessorDefinition definition, boolean isEnabled, boolean isPaused, Instant created, Instant changed) {
    public String name() {
        return definition.name();
    }
}
