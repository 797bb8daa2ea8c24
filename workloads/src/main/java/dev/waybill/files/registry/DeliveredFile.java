package dev.waybill.files.registry;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that has arrived.
 *
 * @param hash of its content; absent where a registry of OpenMSIStream's says so, which keeps none
 * @param modified when it was changed last, in seconds since the epoch; 0 if that is not known
 * @param chunks it came in
 * @param firstMessage when a chunk of it was read first
 */
public record DeliveredFile(
        RelativePath path,
        Optional<Sha512> hash,
        double modified,
        int chunks,
        Instant firstMessage,
        Instant processedAt) {
    /** Whether it is of this content and, as far as that is known, of this time. */
    public boolean isVersion(Sha512 wanted, double when) {
        boolean isTime = modified == 0 || when == 0 || modified == when;
        return isTime && hash.filter(wanted::equals).isPresent();
    }

    /** Whether it is known to be newer than a file changed at {@code when}. */
    public boolean isNewerThan(double when) {
        return when > 0 && modified > when;
    }
}
