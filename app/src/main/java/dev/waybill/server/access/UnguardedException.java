package dev.waybill.server.access;

/** A server is told to listen for other machines, and there is no token to ask them for. */
public final class UnguardedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnguardedException(String message) {
        super(message);
    }
}
