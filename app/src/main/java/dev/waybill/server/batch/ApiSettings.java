package dev.waybill.server.batch;

import dev.waybill.batch.upload.Keeping;
import dev.waybill.server.http.DoorSettings;
import java.nio.file.Path;

/**
 * Where the API listens, and what it takes.
 *
 * @param spool where uploads wait until they are sent
 * @param keeping how long what nobody needs any more is kept
 */
public record ApiSettings(DoorSettings door, Path spool, UploadLimits limits, Keeping keeping) {}
