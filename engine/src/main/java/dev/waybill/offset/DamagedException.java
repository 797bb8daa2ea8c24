package dev.waybill.offset;

/** A text that cannot have been written by this package; the message says what is wrong with it. */
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message, null, false, false);
    }

    /** Returns {@code value}, if it is one of those. */
    static long inRange(long value, long least, long most) throws DamagedException {
        if (value < least || value > most) {
            throw new DamagedException("it holds a number out of range");
        }
        return value;
    }
}
