package dev.waybill.server.console.inbox;

import dev.waybill.server.console.Shown;
import dev.waybill.server.failures.KnownStore;
import dev.waybill.server.replays.ReplayOrder;

/**
 * A replay that was counted and not started.
 *
 * @param count of records that a dry run found
 */
record ReplayForm(KnownStore store, FailureQuery query, long count, ReplayOrder order) {
    String path() {
        return "/failures/" + store.id() + "/replay";
    }

    String words() {
        return Shown.count(count) + (count == 1 ? " record" : " records");
    }

    String rate() {
        return order.perSecond().isPresent()
                ? Integer.toString(order.perSecond().getAsInt())
                : "";
    }
}
