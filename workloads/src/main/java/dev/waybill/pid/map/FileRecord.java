package dev.waybill.pid.map;

import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.settings.MappingSettings;
import java.util.Optional;

/** The handle record of one file. */
final class FileRecord {
    private FileRecord() {}

    static HandleRecord of(
            String suffix,
            FileFacts facts,
            String datasetReference,
            Optional<String> retractedOn,
            MappingSettings settings) {
        var fields = new RecordFields(suffix, settings);
        fields.text(3, "AGGREGATION_LEVEL", "FILE");
        fields.text(4, "FILE_NAME", facts.fileName());
        fields.text(5, "IS_PART_OF", datasetReference);
        fields.text(6, "CHECKSUM", facts.checksum().map(Multihash::digest));
        fields.text(7, "CHECKSUM_METHOD", facts.checksum().map(Multihash::method));
        facts.size().ifPresent(bytes -> fields.number(8, "FILE_SIZE", bytes));
        fields.text(9, "DOWNLOAD_URL", facts.url());
        if (!facts.replicaUrls().isEmpty()) {
            fields.text(10, "REPLICA_DOWNLOAD_URLS", JsonText.ofTexts(facts.replicaUrls()));
        }
        fields.text(12, "RETRACTED_ON", retractedOn);
        return fields.build();
    }
}
