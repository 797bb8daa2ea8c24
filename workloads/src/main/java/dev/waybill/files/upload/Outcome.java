package dev.waybill.files.upload;

import dev.waybill.files.registry.Shipment;

/** How the upload of one file ended. */
sealed interface Outcome {
    /** Every chunk is acknowledged, {@code sent} of them in this run. */
    record Uploaded(Shipment shipment, int sent) implements Outcome {}

    /** Only its time is new; the content is on the topic already. */
    record Unchanged(Shipment shipment) implements Outcome {}

    /** It was changed while it was read. What was sent of it will never be complete, and the file has to be sent anew. */
    record Changed() implements Outcome {}

    /** It cannot be read, or the broker does not take it. */
    record Failed(String reason) implements Outcome {}

    /** Kafka does not work, for this file and all others. */
    record Broken(Exception cause) implements Outcome {}

    /** It was told to stop; what is acknowledged need not be sent again. */
    record Stopped() implements Outcome {}
}
