package dev.waybill.files.girder;

import java.net.URI;
import java.time.Duration;

/**
 * Which Girder service, as whom, and how hard.
 *
 * @param api the root of its REST interface, for example {@code http://localhost:8020/api/v1}
 * @param timeout for one exchange from connecting to the last byte of the answer; one that carries content has a second
 *     more for every 128 KiB of it
 * @param maxInFlight requests under way at once
 * @param chunkBytes how much of a file one request carries; a file no larger is sent in one. Girder takes 5 MiB or more,
 *     a proxy in front of it may take less than it
 */
public record GirderSettings(
        URI api, ApiKey key, boolean verifyHttps, Duration timeout, int maxInFlight, int chunkBytes) {
    private static final int LEAST_CHUNK = 5 * 1024 * 1024;
    private static final int SLOWEST_BYTES_PER_SECOND = 128 * 1024;

    public GirderSettings {
        if (chunkBytes < LEAST_CHUNK) {
            throw new IllegalArgumentException("a chunk must have " + LEAST_CHUNK
                    + " bytes or more, Girder takes no smaller ones; got " + chunkBytes);
        }
    }

    /** Half a minute for an exchange, 16 requests at once, 16 MiB in each. */
    public static GirderSettings of(URI api, ApiKey key) {
        return new GirderSettings(api, key, true, Duration.ofSeconds(30), 16, 16 * 1024 * 1024);
    }

    public GirderSettings withChunkBytes(int value) {
        return new GirderSettings(api, key, verifyHttps, timeout, maxInFlight, value);
    }

    public GirderSettings withTimeout(Duration value) {
        return new GirderSettings(api, key, verifyHttps, value, maxInFlight, chunkBytes);
    }

    Duration contentTimeout() {
        return timeout.plusSeconds(chunkBytes / SLOWEST_BYTES_PER_SECOND);
    }
}
