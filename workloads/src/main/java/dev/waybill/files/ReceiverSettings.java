package dev.waybill.files;

import dev.waybill.files.assembly.AssemblySettings;
import java.nio.file.Path;

/**
 * Where a receiver keeps what it knows, and how it puts files together.
 *
 * @param staging for chunks of files that are not complete; one process at a time has it
 * @param registry for the tables of what has arrived
 * @param group of the consumer
 * @param threads deliveries at once
 */
public record ReceiverSettings(
        Path staging, Path registry, String topic, String group, AssemblySettings assembly, int threads) {
    public ReceiverSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("expected 1 thread or more, got " + threads);
        }
    }
}
