package dev.waybill.files.upload;

/** Kafka does not work; its own exception is the cause. What is acknowledged is kept in the registry. */
public final class UploadBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UploadBrokenException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
