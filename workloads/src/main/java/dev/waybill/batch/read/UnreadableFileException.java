package dev.waybill.batch.read;

/** A file of which no row can be read, or no more rows. The message says why, for the person who sent it. */
public final class UnreadableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableFileException(String reason) {
        super(reason);
    }

    public UnreadableFileException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
