package dev.waybill.server.batch;

import dev.waybill.batch.upload.Keeping;
import dev.waybill.server.http.DoorSettings;
import java.nio.file.Path;

/**
 * Where the API listens, and what it takes.
 *
 * @param spool where uploads wait until they are sent
 * @param largestUpload bytes
 * @param keeping how long what nobody needs any more is kept
 */
public record ApiSettings(DoorSettings door, Path spool, long largestUpload, Keeping keeping) {
    /** 1 GiB. */
    public static final long USUAL_LARGEST_UPLOAD = 1L << 30;

    public ApiSettings {
        if (largestUpload < 1) {
            throw new IllegalArgumentException("the largest upload must be 1 byte or more, got " + largestUpload);
        }
    }
}
