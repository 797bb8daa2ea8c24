package dev.waybill.files.deliver;

import dev.waybill.files.assembly.AssembledFile;
import dev.waybill.files.assembly.FileSink;

/**
 * Delivers to one place after the other; a file has arrived when it has in both. Thread-safe as they are.
 *
 * @param copies first: a copy is there before the file is delivered
 */
public record CopyingSink(FileSink copies, FileSink sink) implements FileSink {
    @Override
    public Delivery delivery(AssembledFile file) {
        Delivery copy = copies.delivery(file);
        Delivery delivery = sink.delivery(file);
        return () -> {
            copy.deliver();
            delivery.deliver();
        };
    }
}
