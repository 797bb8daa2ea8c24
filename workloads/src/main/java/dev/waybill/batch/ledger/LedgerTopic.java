package dev.waybill.batch.ledger;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** The topic that the ledger is: one partition, so that all see its entries in one order; the last entry of a key is kept. */
public final class LedgerTopic {
    public static final String NAME = "batch.ledger";

    private LedgerTopic() {}

    public static NewTopic wanted() {
        return new NewTopic(NAME, Optional.of(1), Optional.empty()).configs(Map.of("cleanup.policy", "compact"));
    }
}
