package dev.waybill.files.registry;

import dev.waybill.files.chunk.RelativePath;
import java.time.Instant;

/**
 * A file of which chunks were read, and which has not arrived.
 *
 * @param status {@code in_progress} or {@code failed}
 */
public record ReceivedFile(
        RelativePath path, String status, int chunks, Instant firstMessage, Instant mostRecentMessage) {}
