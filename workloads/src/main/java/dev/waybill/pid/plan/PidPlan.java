package dev.waybill.pid.plan;

import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.settings.Withdrawal;
import java.util.List;

/** What one publication event asks of the Handle service. A unit of delivery: done only when all of it is done. */
public sealed interface PidPlan {
    /** The id of the STAC item, for example {@code CMIP6.….v20190820}. */
    String datasetId();

    /**
     * Write these records: every file first, the dataset last, so that a dataset never names a part that does not exist.
     *
     * @param warnings what lenient mode let pass, each naming the asset
     */
    record Register(String datasetId, List<HandleRecord> files, HandleRecord dataset, List<String> warnings)
            implements PidPlan {
        public Register {
            files = List.copyOf(files);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Say on the dataset's handle, and on those of its files, that it was withdrawn; or remove them.
     *
     * @param datasetHandle {@code prefix/suffix}
     * @param at ISO 8601, the time of the event
     */
    record Withdraw(String datasetId, String datasetHandle, Withdrawal withdrawal, String at) implements PidPlan {}

    /** Nothing to do: the event belongs to no project that is served here. Settled on purpose. */
    record Ignore(String datasetId, String reason) implements PidPlan {}
}
