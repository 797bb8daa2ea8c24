package dev.waybill.cli.demo;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group has committed, and where the partitions of its topic end.
 *
 * @param committed lacks the partitions for which nothing is committed
 */
record GroupProgress(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
    GroupProgress {
        committed = Map.copyOf(committed);
        ends = Map.copyOf(ends);
    }

    static GroupProgress read(String servers, String group, String topic, int partitions) throws InterruptedException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (int i = 0; i < partitions; i++) {
            latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        try (var admin = Admin.create(client(servers))) {
            var ends = new HashMap<TopicPartition, Long>();
            admin.listOffsets(latest).all().get().forEach((p, end) -> ends.put(p, end.offset()));
            var committed = new HashMap<TopicPartition, Long>();
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            offsets.forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
            return new GroupProgress(committed, ends);
        } catch (ExecutionException e) {
            throw CommandException.at(ExitCode.UNREACHABLE, servers, "offsets of group " + group + " cannot be read")
                    .because(e);
        }
    }

    static Map<String, Object> client(String servers) {
        return Map.of("bootstrap.servers", servers, "request.timeout.ms", 5000, "default.api.timeout.ms", 10_000);
    }

    /** Records below the committed offsets. */
    long signedFor() {
        return committed.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line for each partition that is not committed to its end. */
    List<String> differences() {
        var differences = new ArrayList<String>();
        ends.forEach((partition, end) -> {
            long reached = committed.getOrDefault(partition, 0L);
            if (reached != end) {
                differences.add(partition + ": committed up to " + reached + ", expected " + end);
            }
        });
        return List.copyOf(differences);
    }
}
