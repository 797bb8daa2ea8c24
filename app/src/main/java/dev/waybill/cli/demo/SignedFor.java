package dev.waybill.cli.demo;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.offset.HeldRuns;
import dev.waybill.offset.ResumeData;
import dev.waybill.offset.ResumeData.Decoded;
import dev.waybill.record.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the commits of a group say is done with: all below an offset, and what is held above it. */
record SignedFor(Map<TopicPartition, ResumeData> commits) {
    SignedFor {
        commits = Map.copyOf(commits);
    }

    /** As the broker has it now. */
    static SignedFor read(String servers, String group) throws InterruptedException {
        try (var admin = Admin.create(GroupProgress.client(servers))) {
            var commits = new HashMap<TopicPartition, ResumeData>();
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            offsets.forEach((partition, offset) -> {
                if (offset != null) {
                    commits.put(partition, data(partition, offset));
                }
            });
            return new SignedFor(commits);
        } catch (ExecutionException e) {
            throw CommandException.at(ExitCode.UNREACHABLE, servers, "offsets of group " + group + " cannot be read")
                    .because(e);
        }
    }

    private static ResumeData data(TopicPartition id, OffsetAndMetadata commit) {
        var position = new Position(id.topic(), id.partition(), commit.offset());
        return ResumeData.decode(commit.metadata(), position) instanceof Decoded.Accepted accepted
                ? accepted.data()
                : ResumeData.nothingAbove(commit.offset());
    }

    boolean covers(Position position) {
        var data = commits.get(new TopicPartition(position.topic(), position.partition()));
        return data != null && (position.offset() < data.base() || data.held().contains(position.offset()));
    }

    /** Records that arrived out of turn, and are done with all the same. */
    long held() {
        return commits.values().stream()
                .map(ResumeData::held)
                .mapToLong(HeldRuns::count)
                .sum();
    }
}
