package dev.waybill.pid.map;

import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.settings.MappingSettings;
import java.util.List;
import java.util.Optional;

/** The handle record of one version of a dataset. */
final class DatasetRecord {
    private DatasetRecord() {}

    /** @param parts references to its files, in their order */
    static HandleRecord of(
            String suffix,
            Publication publication,
            List<String> parts,
            Hosts hosts,
            Optional<String> retractedOn,
            MappingSettings settings) {
        var itemId = publication.item().id();
        int dot = itemId.lastIndexOf('.');
        var fields = new RecordFields(suffix, settings);
        fields.text(3, "AGGREGATION_LEVEL", "DATASET");
        fields.text(4, "DATASET_ID", dot < 0 ? itemId : itemId.substring(0, dot));
        fields.text(5, "DATASET_VERSION", dot < 0 ? "" : itemId.substring(dot + 1));
        fields.text(6, "PREVIOUS_VERSION", publication.previousVersion());
        var named = settings.maxParts() < 0 || settings.maxParts() >= parts.size()
                ? parts
                : parts.subList(0, settings.maxParts());
        if (!named.isEmpty()) {
            fields.text(8, "HAS_PARTS", JsonText.ofTexts(named));
        }
        fields.text(9, "HOSTING_NODE", JsonText.ofObject(hosts.origin().members()));
        if (!hosts.replicas().isEmpty()) {
            var replicas = hosts.replicas().stream().map(Hosts.Node::members).toList();
            fields.text(10, "REPLICA_NODES", JsonText.ofObjects(replicas));
        }
        fields.text(12, "RETRACTED_ON", retractedOn);
        return fields.build();
    }
}
