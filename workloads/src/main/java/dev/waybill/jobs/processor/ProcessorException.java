package dev.waybill.jobs.processor;

import java.util.List;

/** A definition that cannot be used, with every reason. */
public final class ProcessorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    ProcessorException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each in one line; it begins with the field. */
    public List<String> problems() {
        return problems;
    }
}
