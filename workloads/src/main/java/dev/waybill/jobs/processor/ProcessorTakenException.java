package dev.waybill.jobs.processor;

/** There is a processor of this name already. */
public final class ProcessorTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProcessorTakenException(String name) {
        super("there is a processor \"" + name + "\" already; change it: waybill jobs processor update " + name);
    }
}
