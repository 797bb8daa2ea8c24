package dev.waybill.files.upload;

import java.util.Optional;

/**
 * How one file fared.
 *
 * @param path as it travels; for a place that could not be looked at, as it lies
 * @param reason why it failed
 * @param shipped what of it is on the topic, unless it failed
 */
public record UploadedFile(String path, Status status, Optional<String> reason, Optional<Shipped> shipped) {
    /** The end of a file's upload. */
    public enum Status {
        UPLOADED,
        /** The topic has the same content under this path already. */
        UNCHANGED,
        FAILED
    }

    /**
     * A version of a file of which the broker has every chunk.
     *
     * @param sent chunks that were sent in this run
     * @param sha512 in hexadecimal
     */
    public record Shipped(long bytes, int chunks, int sent, int partition, String sha512) {}
}
