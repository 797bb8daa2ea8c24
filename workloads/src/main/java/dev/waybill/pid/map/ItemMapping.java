package dev.waybill.pid.map;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.MappingSettings;
import dev.waybill.pid.stac.Asset;
import dev.waybill.pid.stac.StacItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How every project of the federation maps an item: one record per file and one for the dataset, which refer to each
 * other by the PIDs that were resolved, not by those that would have been computed. A dataset names no part that the
 * plan does not write.
 */
public final class ItemMapping {
    private final PidFields fields;
    private final MappingSettings settings;

    public ItemMapping(PidFields fields, MappingSettings settings) {
        this.fields = fields;
        this.settings = settings;
    }

    /**
     * All records of the item.
     *
     * @throws dev.waybill.failure.DeliveryException as poison, with all that is wrong with the item
     */
    public PidPlan.Register register(Publication publication) {
        var item = publication.item();
        var findings = publication.findings();
        var retractedOn = item.isRetracted() ? Optional.of(publication.eventTime()) : Optional.<String>empty();
        var datasetPid = DatasetPid.of(item, fields, settings, findings);
        var owners = new HashMap<>(Map.of(datasetPid, "the dataset"));

        var files = new ArrayList<HandleRecord>();
        for (var asset : item.assets()) {
            if (!settings.excludedAssetKeys().contains(asset.key())) {
                var pid = filePid(item, asset, owners, findings);
                var facts = FileFacts.of(asset, findings);
                files.add(FileRecord.of(pid, facts, reference(datasetPid), retractedOn, settings));
            }
        }
        if (files.isEmpty() && settings.maxParts() != 0 && !item.isRetracted()) {
            findings.doubt("item.assets", "a file or more", "none", "registered without parts");
        }
        var hosts = Hosts.of(item, publication.eventTime(), findings);
        findings.refuse(item.id());

        var parts = files.stream().map(file -> "hdl:" + file.handle()).toList();
        var dataset = DatasetRecord.of(datasetPid, publication, parts, hosts, retractedOn, settings);
        return new PidPlan.Register(item.id(), files, dataset, findings.warnings());
    }

    private String filePid(StacItem item, Asset asset, Map<String, String> owners, Findings findings) {
        var pid = SourcePid.in(asset.json(), fields.file(), asset.path(), findings)
                .orElseGet(() -> ComputedPid.ofFile(item.id(), asset.key()));
        var owner = owners.putIfAbsent(pid, asset.path());
        if (owner != null) {
            findings.problem(asset.path(), "a PID of its own", pid + ", which is that of " + owner);
        }
        return pid;
    }

    private String reference(String suffix) {
        return "hdl:" + settings.prefix() + "/" + suffix;
    }
}
