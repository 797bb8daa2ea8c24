package dev.waybill.jobs.claim;

/** Somebody asked for something that is none: a name, a number, a path, a choice. The message says what was expected. */
public final class UnfitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
        super(message);
    }
}
