package dev.waybill.batch.upload;

/** An idempotency key that stands for another upload, or another model. */
public final class OtherBytesException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String job;

    OtherBytesException(String job) {
        super("the idempotency key belongs to job " + job + ", which has another file or another model");
        this.job = job;
    }

    /** The job that it belongs to. */
    public String job() {
        return job;
    }
}
