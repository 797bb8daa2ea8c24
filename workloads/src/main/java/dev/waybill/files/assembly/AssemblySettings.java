package dev.waybill.files.assembly;

import static java.time.Duration.ofSeconds;

import java.time.Duration;

/**
 * Where chunks wait for the rest of their file.
 *
 * @param mode on disk, or in memory first
 * @param memoryBytes of chunks that wait in memory; beyond that the file that has been quiet longest goes to disk
 * @param memoryChunks so many of them
 * @param quiet without a further chunk a file in memory goes to disk after so long
 * @param repeatQuiet without a further chunk, chunks of a file that has arrived already are dropped after so long
 */
public record AssemblySettings(Mode mode, long memoryBytes, int memoryChunks, Duration quiet, Duration repeatQuiet) {
    /** When none of any file has come for so long, everything in memory goes to disk. */
    static final Duration STANDSTILL = ofSeconds(1);

    private static final long MOST_MEMORY = 96L << 20;

    /** Where chunks wait. */
    public enum Mode {
        /** In memory, their records unsettled, as long as there is room and the rest comes soon. */
        MEMORY,
        /** On disk: a record is settled once its chunk is there for good. */
        DISK
    }

    public AssemblySettings {
        if (memoryBytes < 1 || memoryChunks < 1) {
            throw new IllegalArgumentException("expected room for 1 byte and 1 chunk or more, got " + memoryBytes
                    + " bytes and " + memoryChunks + " chunks");
        }
    }

    /** A sixth of the heap up to 96 MiB, 10,000 chunks, half a minute, a minute. */
    public static AssemblySettings of(Mode mode) {
        long bytes = Math.min(MOST_MEMORY, Runtime.getRuntime().maxMemory() / 6);
        return new AssemblySettings(mode, bytes, 10_000, ofSeconds(30), ofSeconds(60));
    }

    public AssemblySettings withMemoryBytes(long bytes) {
        return new AssemblySettings(mode, bytes, memoryChunks, quiet, repeatQuiet);
    }
}
