package dev.waybill.pid.project;

import java.util.List;
import java.util.Set;

/** The sixth phase of the Coupled Model Intercomparison Project. */
public final class Cmip6 implements Project {
    /*
     * Not searched by activity_id: part of the catalogue has it as a list, which equals no text.
     */
    static final List<String> FACETS = List.of(
            "",
            "institution_id",
            "source_id",
            "experiment_id",
            "variant_label",
            "table_id",
            "variable_id",
            "grid_label");

    @Override
    public String name() {
        return "cmip6";
    }

    @Override
    public Set<String> acceptedIds() {
        return Set.of("CMIP6");
    }

    @Override
    public boolean hasComputedDatasetPids() {
        return true;
    }

    @Override
    public List<String> versionFacets() {
        return FACETS;
    }
}
