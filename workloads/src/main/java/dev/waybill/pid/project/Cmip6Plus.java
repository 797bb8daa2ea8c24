package dev.waybill.pid.project;

import java.util.List;
import java.util.Set;

/** The extension of CMIP6 to further experiments. */
public final class Cmip6Plus implements Project {
    @Override
    public String name() {
        return "cmip6plus";
    }

    @Override
    public Set<String> acceptedIds() {
        return Set.of("CMIP6Plus");
    }

    /** Its ids have the parts of those of CMIP6. */
    @Override
    public List<String> versionFacets() {
        return Cmip6.FACETS;
    }
}
