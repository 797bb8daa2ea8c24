package dev.waybill.server.batch;

import dev.waybill.batch.upload.Keeping;
import java.nio.file.Path;

/**
 * Where the API listens, and what it takes.
 *
 * @param host an address of this machine
 * @param port 0: any that is free
 * @param spool where uploads wait until they are sent
 * @param largestUpload bytes
 * @param keeping how long what nobody needs any more is kept
 */
public record ApiSettings(String host, int port, Path spool, long largestUpload, Keeping keeping) {
    /** 1 GiB. */
    public static final long USUAL_LARGEST_UPLOAD = 1L << 30;

    public ApiSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535, got " + port);
        }
        if (largestUpload < 1) {
            throw new IllegalArgumentException("the largest upload must be 1 byte or more, got " + largestUpload);
        }
    }
}
