package dev.waybill.files.registry;

import dev.waybill.files.chunk.Sha512;
import java.time.Instant;

/** One version of a file on its way to the topic. */
public record Shipment(FileState state, Sha512 hash, Cut cut, Instant started) {
    /** Whether chunks of {@code other} complete this one. */
    public boolean continues(Shipment other) {
        return hash.equals(other.hash) && state.size() == other.state.size() && cut.equals(other.cut);
    }
}
