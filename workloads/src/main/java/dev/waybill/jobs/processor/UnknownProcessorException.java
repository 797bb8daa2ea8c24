package dev.waybill.jobs.processor;

/** There is no such processor. */
public final class UnknownProcessorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says so.
     *
     * @param which its number or name
     */
    public UnknownProcessorException(String which) {
        super("no processor \"" + which + "\"; those there are: waybill jobs processor list");
    }
}
