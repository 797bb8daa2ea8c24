package dev.waybill.bench.contender;

/** What a handler throws for a record it does not take. */
public final class RefusedRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedRecord(String message) {
        super(message);
    }
}
