package dev.waybill.pid.patch;

/**
 * A patch that is none, or that does not fit its document. The message starts with the place inside the patch, such as
 * {@code [2].path: }, or with {@code : } for the patch as a whole.
 */
public final class PatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PatchException(String message) {
        super(message);
    }
}
