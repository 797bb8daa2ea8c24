package dev.waybill.jobs.claim;

import java.util.Set;

/** Executions that a worker holds no more: it must stop them, and report nothing. */
public record Lost(Set<Long> executions) {
    public Lost {
        executions = Set.copyOf(executions);
    }
}
