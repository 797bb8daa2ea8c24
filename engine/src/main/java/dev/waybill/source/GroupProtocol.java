package dev.waybill.source;

import java.util.Locale;

/** How the members of a consumer group agree on who reads which partition. */
public enum GroupProtocol {
    /** The members agree among themselves; every broker speaks it. Rebalances cooperatively unless told otherwise. */
    CLASSIC,
    /** The broker decides (KIP-848), so that members which lose nothing never pause; needs brokers of 4.0 or later. */
    CONSUMER;

    String clientName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
