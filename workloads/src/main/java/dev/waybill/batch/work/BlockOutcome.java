package dev.waybill.batch.work;

import dev.waybill.batch.check.Checked;
import dev.waybill.batch.check.Reject;
import dev.waybill.batch.store.RejectedRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of the rows of one block, as the store and the ledger want to hear it. */
record BlockOutcome(Checked checked) {
    List<RejectedRow> rejected() {
        return checked.rejects().stream().map(BlockOutcome::row).toList();
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

    /** How many rejects there are of each code. */
    Map<String, Long> codes() {
        var codes = new HashMap<String, Long>();
        checked.rejects().forEach(reject -> codes.merge(reject.error(), 1L, Long::sum));
        return codes;
    }
}
