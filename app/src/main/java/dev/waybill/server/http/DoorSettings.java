package dev.waybill.server.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a door listens, and what it takes at most.
 *
 * @param host an address of this machine
 * @param port 0: any that is free
 * @param tls what it shows to its visitors; absent: plain HTTP
 * @param largestBody bytes of a request that is read as a whole
 * @param patience how long a connection may be silent
 */
public record DoorSettings(String host, int port, Optional<Tls> tls, long largestBody, Duration patience) {
    private static final long USUAL_BODY = 1 << 20;
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    public DoorSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535, got " + port);
        }
    }

    /** Plain HTTP with the usual limits. */
    public static DoorSettings at(String host, int port) {
        return new DoorSettings(host, port, Optional.empty(), USUAL_BODY, USUAL_PATIENCE);
    }

    public DoorSettings withTls(Optional<Tls> files) {
        return new DoorSettings(host, port, files, largestBody, patience);
    }

    public DoorSettings withLargestBody(long bytes) {
        return new DoorSettings(host, port, tls, bytes, patience);
    }

    public DoorSettings withPatience(Duration silence) {
        return new DoorSettings(host, port, tls, largestBody, silence);
    }

    String scheme() {
        return tls.isPresent() ? "https" : "http";
    }
}
