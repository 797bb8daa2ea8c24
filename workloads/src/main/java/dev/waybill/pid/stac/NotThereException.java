package dev.waybill.pid.stac;

/** The API answers, and says that it has nothing at that address; the caller knows whose fault that is. */
final class NotThereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotThereException(String message) {
        super(message);
    }
}
