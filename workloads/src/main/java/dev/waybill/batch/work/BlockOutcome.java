package dev.waybill.batch.work;

import dev.waybill.batch.check.Checked;
import dev.waybill.batch.check.Reject;
import dev.waybill.batch.store.EncodedRows;
import dev.waybill.batch.store.RejectedRow;
import dev.waybill.batch.store.StoredBlock.RefusedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What becomes of the rows of one block. Used by one thread. */
final class BlockOutcome {
    private static final String REFUSED = "STORE_REFUSED";

    private final Checked checked;
    private final List<RejectedRow> rejected;
    private int refused;

    private BlockOutcome(Checked checked, List<RejectedRow> rejected) {
        this.checked = checked;
        this.rejected = rejected;
    }

    static BlockOutcome of(Checked checked) {
        var rejected = new ArrayList<RejectedRow>();
        checked.rejects().forEach(reject -> rejected.add(row(reject)));
        return new BlockOutcome(checked, rejected);
    }

    private static RejectedRow row(Reject reject) {
        return new RejectedRow(
                reject.row(),
                reject.line(),
                reject.eventId(),
                reject.column(),
                reject.type(),
                reject.error(),
                reject.observed(),
                reject.message(),
                reject.original());
    }

    /** The good ones. */
    EncodedRows rows() {
        return new EncodedRows(checked.ok(), checked::bytes);
    }

    /** The store does not take these after all. */
    void refused(List<RefusedRow> rows) {
        for (RefusedRow row : rows) {
            rejected.add(new RejectedRow(
                    checked.row(row.index()),
                    0,
                    "",
                    "",
                    "",
                    REFUSED,
                    "",
                    "ClickHouse does not take the row: " + row.reason(),
                    ""));
        }
        rejected.sort(Comparator.comparingLong(RejectedRow::row));
        refused += rows.size();
    }

    List<RejectedRow> rejected() {
        return rejected;
    }

    long total() {
        return checked.total();
    }

    long ok() {
        return (long) checked.ok() - refused;
    }

    /** How many rejects there are of each code. */
    Map<String, Long> codes() {
        var codes = new HashMap<String, Long>();
        rejected.forEach(row -> codes.merge(row.error(), 1L, Long::sum));
        return codes;
    }
}
