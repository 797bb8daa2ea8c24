package dev.waybill.pid.project;

import java.util.Set;

/** Regional downscaling of CMIP6 experiments. */
public final class CordexCmip6 implements Project {
    @Override
    public String name() {
        return "cordex-cmip6";
    }

    @Override
    public Set<String> acceptedIds() {
        return Set.of("CORDEX-CMIP6");
    }
}
