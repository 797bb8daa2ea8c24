package dev.waybill.pid.settings;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * How STAC items become handle records.
 *
 * @param prefix the configured handle prefix; always wins over the prefix a source PID carries
 * @param strict true: an asset that does not validate refuses its event; false: it is registered with what is known
 * @param maxParts how many parts a dataset names at most; negative: all
 * @param projects names of the processors that are served; empty: all that are installed
 * @param forceDatasetPid compute the dataset's PID from the item id even where the item brings one
 * @param onDelete what a DELETE does
 * @param onRevoke what a soft revoke (PATCH with nothing but an item id) does
 */
public record MappingSettings(
        String prefix,
        URI landingPage,
        boolean strict,
        int maxParts,
        Set<String> excludedAssetKeys,
        List<String> projects,
        boolean forceDatasetPid,
        Withdrawal onDelete,
        Withdrawal onRevoke) {
    public MappingSettings {
        excludedAssetKeys = Set.copyOf(excludedAssetKeys);
        projects = List.copyOf(projects);
    }
}
