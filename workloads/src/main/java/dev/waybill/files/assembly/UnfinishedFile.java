package dev.waybill.files.assembly;

import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.staging.Gap;
import java.time.Instant;
import java.util.List;

/**
 * A file of which some chunks are there.
 *
 * @param have so many chunks are there
 * @param missing by their numbers
 * @param first when a chunk of it came first, in this run
 * @param last when one came last, in this run
 * @param isRepeat whether this version has arrived before
 */
public record UnfinishedFile(
        FileIdentity identity,
        FileVersion version,
        int have,
        List<Gap> missing,
        Instant first,
        Instant last,
        boolean isRepeat) {
    public UnfinishedFile {
        missing = List.copyOf(missing);
    }
}
