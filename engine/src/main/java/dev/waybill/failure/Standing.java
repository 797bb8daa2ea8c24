package dev.waybill.failure;

/** What became of a parked record since it was parked, as far as a filter asks. */
public enum Standing {
    /** Whatever became of it. */
    ANY,
    /** A replay takes it. */
    WAITING,
    /** A replay takes it, with another value than the original one. */
    EDITED,
    /** Somebody keeps it from being replayed. */
    KEPT;

    boolean holds(FailureEntry entry) {
        return switch (this) {
            case ANY -> true;
            case WAITING -> !entry.isKept();
            case EDITED -> !entry.isKept() && entry.edit().isPresent();
            case KEPT -> entry.isKept();
        };
    }
}
