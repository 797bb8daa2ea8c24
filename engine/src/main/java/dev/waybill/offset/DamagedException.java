package dev.waybill.offset;

/** A text that cannot have been written by this package; the message says what is wrong with it. */
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message, null, false, false);
    }
}
