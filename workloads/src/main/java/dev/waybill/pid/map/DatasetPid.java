package dev.waybill.pid.map;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.settings.MappingSettings;
import dev.waybill.pid.stac.StacItem;
import java.util.Optional;

/** The PID of a dataset: the one its item brings, else the one computed from its id. */
public final class DatasetPid {
    private DatasetPid() {}

    /** The suffix of its handle. */
    public static String of(StacItem item, PidFields fields, MappingSettings settings, Findings findings) {
        var source = settings.forceDatasetPid()
                ? Optional.<String>empty()
                : SourcePid.in(item.properties(), fields.dataset(), "item.properties", findings);
        return source.orElseGet(() -> ComputedPid.ofDataset(item.id()));
    }
}
