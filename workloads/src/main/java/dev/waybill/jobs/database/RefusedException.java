package dev.waybill.jobs.database;

/** The database refused a statement for what it was given; the message is the database's own. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String state;

    RefusedException(String state, String message, Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    /** The five characters of SQLSTATE. */
    public String state() {
        return state;
    }
}
