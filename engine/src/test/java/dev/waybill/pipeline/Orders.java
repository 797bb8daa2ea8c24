package dev.waybill.pipeline;

import dev.waybill.testkit.MemoryTopics;

/** One partition, {@code orders-0}, that holds so many records with keys {@code key-N} and ten bytes each. */
public final class Orders {
    private Orders() {}

    public static MemoryTopics of(int records) {
        var topics = MemoryTopics.of("orders", 1);
        for (int i = 0; i < records; i++) {
            String key = "key-" + i;
            topics.put("orders", 0, key, "x".repeat(10 - key.length()));
        }
        return topics;
    }
}
