package dev.waybill.files.assembly;

import dev.waybill.failure.DeliveryException;

/** Where whole files go. Thread-safe. */
@FunctionalInterface
public interface FileSink {
    /** What delivers this file; nothing is done yet. */
    Delivery delivery(AssembledFile file);

    /** The delivery of one file. One attempt is made at a time; it may remember how far it got. */
    @FunctionalInterface
    interface Delivery {
        /**
         * Returns when the file has arrived. Idempotent by path: after a crash it is repeated.
         *
         * @throws DeliveryException of any class
         */
        void deliver();
    }
}
