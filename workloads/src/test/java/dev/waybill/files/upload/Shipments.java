package dev.waybill.files.upload;

import dev.waybill.files.chunk.Sha512;
import dev.waybill.files.registry.Cut;
import dev.waybill.files.registry.FileState;
import dev.waybill.files.registry.Shipment;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Shipments for tests that do not look inside. */
final class Shipments {
    private Shipments() {}

    static Shipment any() {
        var state = new FileState(1, Instant.EPOCH);
        return new Shipment(state, Sha512.ofData(ByteBuffer.allocate(1)), new Cut(1, 1, 10, 0), Instant.EPOCH);
    }
}
