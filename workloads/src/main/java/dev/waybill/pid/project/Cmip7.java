package dev.waybill.pid.project;

import java.util.Set;

/** The seventh phase of the Coupled Model Intercomparison Project. */
public final class Cmip7 implements Project {
    @Override
    public String name() {
        return "cmip7";
    }

    @Override
    public Set<String> acceptedIds() {
        return Set.of("CMIP7");
    }
}
