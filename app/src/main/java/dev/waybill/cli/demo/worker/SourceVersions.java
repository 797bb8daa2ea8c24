package dev.waybill.cli.demo.worker;

import dev.waybill.jobs.claim.Claimed;
import dev.waybill.jobs.database.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the index says now of sources. */
final class SourceVersions {
    private SourceVersions() {}

    /** The version that the story has written into each document, by dataset; 1 where it has written none. */
    static Map<String, String> read(Database database, List<Claimed> jobs) {
        var datasets = jobs.stream().map(Claimed::dataset).toArray(UUID[]::new);
        var versions = new HashMap<String, String>();
        database.run(handle -> handle.createQuery("SELECT id, coalesce(metadata #>> '{properties,demo:version}', '1')"
                        + " FROM agdc.dataset WHERE id = ANY (:datasets)")
                .bind("datasets", datasets)
                .map((row, context) -> versions.put(row.getString(1), row.getString(2)) == null)
                .list());
        return versions;
    }
}
