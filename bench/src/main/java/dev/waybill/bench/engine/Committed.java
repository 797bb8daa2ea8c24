package dev.waybill.bench.engine;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/** The committed offset of each partition of a group that reads one topic. */
record Committed(Map<Integer, Long> offsets) {
    static Committed of(String servers, String group) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            var offsets = new TreeMap<Integer, Long>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
            return new Committed(offsets);
        }
    }

    long sum() {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
