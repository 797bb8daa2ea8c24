package dev.waybill.local.girder;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a Girder stand-in starts with.
 *
 * @param port on the loopback interface; 0 takes a free one
 * @param release of Girder that it says to be; the routes are those that 3.2 and 5.0 share
 * @param apiKey of the one user, who may do everything
 * @param minimumChunk bytes; the setting {@code core.upload_minimum_chunk_size} of the real service
 * @param dataDir where documents, contents and unfinished uploads outlive a restart; absent: a temporary directory
 * @param seed of the generator behind the fault switches
 */
public record GirderServiceSettings(
        int port, String release, String apiKey, long minimumChunk, Optional<Path> dataDir, long seed) {
    /** A free port, nothing kept, the chunks a real service wants, and a key that is known to everyone. */
    public static GirderServiceSettings defaults() {
        return new GirderServiceSettings(
                0, "5.0.14", "waybillLocalGirderKeyForDevelopmentOnly1", 5 * 1024 * 1024, Optional.empty(), 1);
    }

    public GirderServiceSettings withPort(int value) {
        return new GirderServiceSettings(value, release, apiKey, minimumChunk, dataDir, seed);
    }

    public GirderServiceSettings withMinimumChunk(long bytes) {
        return new GirderServiceSettings(port, release, apiKey, bytes, dataDir, seed);
    }

    public GirderServiceSettings withDataDir(Path value) {
        return new GirderServiceSettings(port, release, apiKey, minimumChunk, Optional.of(value), seed);
    }

    @Override
    public String toString() {
        return "GirderServiceSettings[port=" + port + ", release=" + release + ", minimumChunk=" + minimumChunk
                + ", dataDir=" + dataDir + "]";
    }
}
