package dev.waybill.jobs.discover;

import dev.waybill.jobs.database.SqlText;
import dev.waybill.jobs.index.Reasons;
import dev.waybill.jobs.index.Selection;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Brings the jobs of one processor into line with a part of the index: each in one statement, which does nothing where all is as it
 * should be.
 */
record Offer(int processorId, Selection selection) {
    private static final String OFFER = SqlText.load(Offer.class, "offer");
    private static final String OFFER_DRY = SqlText.load(Offer.class, "offer-dry");
    private static final String GONE = SqlText.load(Offer.class, "gone");
    private static final String GONE_DRY = SqlText.load(Offer.class, "gone-dry");

    /** What was done is to be done anew: the source is another, or there again after its output was deleted. */
    private static final String AGAIN = """
            (f.is_mapped AND (
                (j.status IN ('finished', 'failed', 'skipped') AND p.on_source_update = 'update' AND j.source_hash <> f.hash
                    AND (j.action <> 'delete' OR (j.source_gone AND p.on_source_gone = 'delete')))
                OR (j.status IN ('ready', 'waiting') AND j.action = 'delete' AND j.source_gone AND p.on_source_gone = 'delete'
                    AND p.on_source_update = 'update' AND j.source_hash <> f.hash)
                OR (j.status = 'deleted' AND j.source_gone)
                OR (j.status = 'canceled' AND j.err_msg IN (:gone, :unselected))
                OR (j.status = 'failed' AND j.err_msg = :unmapped)))""";

    /** The output was to be deleted because its source was gone. */
    private static final String WITHDRAWN = """
            (j.status IN ('ready', 'waiting', 'failed') AND j.action = 'delete' AND j.source_gone
                AND p.on_source_gone = 'delete')""";

    private static final String MAPLESS =
            "(NOT f.is_mapped AND j.status IN ('ready', 'waiting') AND j.action <> 'delete')";

    /** Its output is to be deleted because its source is gone. */
    private static final String DOOMED = """
            (%s p.on_source_gone = 'delete' AND j.action <> 'delete' AND j.status NOT IN ('running', 'deleted')
                AND (j.dst_path IS NOT NULL OR j.status = 'finished'))""";

    /** For the sources within a window: new ones get jobs, and jobs follow their sources. */
    Changes offer(Handle handle, String window, String unknown, Map<String, ?> position, boolean isDry) {
        String sql = (isDry ? OFFER_DRY : OFFER)
                .replace("<wanted>", selection.wanted(window, unknown))
                .replace("<outdated>", outdated())
                .replace("<again>", AGAIN)
                .replace("<withdrawn>", WITHDRAWN)
                .replace("<mapless>", MAPLESS);
        return bound(handle.createQuery(sql))
                .bindMap(position)
                .map((row, context) -> new Changes(
                        row.getLong("added"),
                        row.getLong("unmapped"),
                        row.getLong("changed"),
                        row.getLong("restored"),
                        row.getLong("selected"),
                        0,
                        0,
                        0))
                .one();
    }

    /** Whether a row is an older location of a dataset whose job goes by a newer one that still holds. */
    private String outdated() {
        if (!selection.index().hasLocations() || selection.isByLocation()) {
            return "false";
        }
        return "w.location_id < j.location_id AND NOT j.source_gone AND EXISTS (SELECT FROM ("
                + selection.index().sources("l.id = j.location_id AND d.id = w.dataset")
                + ") AS s WHERE s.is_active AND "
                + selection.selected() + ")";
    }

    /** For these jobs: does the index still have their sources, and does the processor want them? */
    Changes gone(Handle handle, Collection<Long> jobs, boolean isDry) {
        if (jobs.isEmpty()) {
            return Changes.NONE;
        }
        String sql = (isDry ? GONE_DRY : GONE)
                .replace("<selected>", selection.selected())
                .replace("<sources>", selection.index().sources(ofJob()))
                .replace("<doomed_now>", "(j.action = 'delete' OR j.next_action IS NOT DISTINCT FROM 'delete')")
                .replace("<doomed>", DOOMED.formatted(isDry ? "" : "f.change = 'gone' AND"));
        return bound(handle.createQuery(sql))
                .bindArray("jobs", Long.class, jobs)
                .map((row, context) -> new Changes(
                        0, 0, 0, 0, 0, row.getLong("gone"), row.getLong("deletions"), row.getLong("unselected")))
                .one();
    }

    /** The window of the sources of {@code j}, a job with its source. */
    String ofJob() {
        return selection.isByLocation() ? "l.id = j.location_id" : "d.id = j.dataset";
    }

    <S extends SqlStatement<S>> S bound(S statement) {
        return selection
                .bind(statement)
                .bind("processor", processorId)
                .bind("unmapped", Reasons.UNMAPPED)
                .bind("unselected", Reasons.UNSELECTED)
                .bind("gone", Reasons.GONE);
    }
}
