package dev.waybill.files.assembly;

import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.staging.Gap;
import dev.waybill.files.staging.Pieces;
import dev.waybill.record.Position;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file that lacks chunks, and has had none for some time.
 *
 * @param chunks where each chunk that is there was read
 * @param missing those that are not, by their numbers
 * @param since when the last one came
 */
public record IdleFile(
        FileIdentity identity, FileVersion version, Set<Position> chunks, List<Gap> missing, Instant since) {
    public IdleFile {
        chunks = Set.copyOf(chunks);
        missing = List.copyOf(missing);
    }

    static IdleFile of(FileIdentity identity, FileVersion version, Pieces pieces, Instant since) {
        var chunks = new HashSet<Position>();
        pieces.forEach((index, piece) -> chunks.add(piece.at()));
        return new IdleFile(identity, version, chunks, pieces.missing(), since);
    }
}
