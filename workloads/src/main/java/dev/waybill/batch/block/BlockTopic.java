package dev.waybill.batch.block;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** The topic that carries blocks of all jobs to the workers. */
public final class BlockTopic {
    public static final String NAME = "batch.blocks";

    /** Room for a row of the longest kind, and for what is said beside it. */
    public static final int LARGEST_RECORD = 9 << 20;

    /** So many workers at most share the work. */
    private static final int PARTITIONS = 12;

    private static final String SEVEN_DAYS = Long.toString(7L * 24 * 60 * 60 * 1000);

    private BlockTopic() {}

    public static NewTopic wanted() {
        return new NewTopic(NAME, Optional.of(PARTITIONS), Optional.empty())
                .configs(Map.of(
                        "max.message.bytes",
                        Integer.toString(LARGEST_RECORD),
                        "retention.ms",
                        SEVEN_DAYS,
                        "cleanup.policy",
                        "delete"));
    }
}
