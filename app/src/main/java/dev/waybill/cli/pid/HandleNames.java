package dev.waybill.cli.pid;

import dev.waybill.pid.map.ComputedPid;
import dev.waybill.pid.settings.PidSettings;

/** The handle a person means. */
final class HandleNames {
    private HandleNames() {}

    /** {@code hdl:p/s} and {@code p/s} name themselves; anything else is the id of a dataset. */
    static String of(String name, PidSettings settings) {
        String bare = name.startsWith("hdl:") ? name.substring("hdl:".length()) : name;
        return bare.contains("/") ? bare : settings.handle().prefix() + "/" + ComputedPid.ofDataset(bare);
    }
}
