package dev.waybill.files.upload;

import dev.waybill.files.registry.Shipment;
import dev.waybill.files.upload.UploadedFile.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts how files fared and tells the listener. Used by the thread that runs the upload; {@link #sent} and {@link #stats} by
 * any.
 */
final class Tally {
    private final Consumer<UploadedFile> listener;
    private final Map<String, String> failures = new HashMap<>();
    private final LongAdder bytes = new LongAdder();
    private long skipped;
    private long done;
    private long chunks;
    private volatile UploadStats stats = UploadStats.NONE;

    Tally(Consumer<UploadedFile> listener) {
        this.listener = listener;
    }

    void sent(int count) {
        bytes.add(count);
    }

    void skipped(long count) {
        skipped = count;
    }

    void uploaded(LocalFile file, Shipment shipment, int sent) {
        chunks += sent;
        done(file, Status.UPLOADED, shipment, sent);
    }

    void unchanged(LocalFile file, Shipment shipment) {
        done(file, Status.UNCHANGED, shipment, 0);
    }

    private void done(LocalFile file, Status status, Shipment shipment, int sent) {
        done++;
        failures.remove(file.name().toString());
        var shipped = new UploadedFile.Shipped(
                shipment.state().size(),
                shipment.cut().chunks(),
                sent,
                shipment.cut().partition(),
                shipment.hash().hex());
        listener.accept(new UploadedFile(file.name().toString(), status, Optional.empty(), Optional.of(shipped)));
    }

    /** The listener is told only when the reason is a new one: a file that is watched may fail every minute. */
    void failed(String path, String reason) {
        if (!reason.equals(failures.put(path, reason))) {
            listener.accept(new UploadedFile(path, Status.FAILED, Optional.of(reason), Optional.empty()));
        }
    }

    /** Takes down how it stands, with so many files still to do. */
    void note(long waiting) {
        stats = new UploadStats(skipped, done, failures.size(), waiting, bytes.sum(), chunks);
    }

    UploadStats stats() {
        return stats;
    }
}
