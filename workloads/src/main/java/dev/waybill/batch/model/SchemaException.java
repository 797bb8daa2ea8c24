package dev.waybill.batch.model;

import java.util.List;

/** A schema that cannot be used, with every reason. */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    SchemaException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each in one line; those of a column begin with its name. */
    public List<String> problems() {
        return problems;
    }
}
