package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes down what happens in one simulated process, and in which period: a partition that is given back begins a new
 * one, and what is still under way belongs to the period in which its record was read. Used by one thread.
 */
final class MemberWitness implements Witness {
    private final History history;
    private final String process;
    private final Map<TopicPartition, Integer> periods = new HashMap<>();
    private final IdentityHashMap<KafkaRecord, String> readIn = new IdentityHashMap<>();

    MemberWitness(History history, String process) {
        this.history = history;
        this.process = process;
    }

    /** {@code record} is handed out to this process. */
    void read(KafkaRecord record) {
        readIn.put(record, owner(new TopicPartition(record.topic(), record.partition())));
    }

    /** Something about the whole process. */
    void saw(Kind kind, String detail) {
        history.add(kind, process, null, detail);
    }

    @Override
    public void saw(Kind kind, TopicPartition partition, long offset, String detail) {
        if (kind == Kind.ASSIGNED) {
            periods.merge(partition, 1, Integer::sum);
        }
        history.add(kind, owner(partition), new Position(partition.topic(), partition.partition(), offset), detail);
    }

    @Override
    public void saw(Kind kind, KafkaRecord record, String detail) {
        history.add(kind, readIn.getOrDefault(record, process), record.position(), detail);
    }

    private String owner(TopicPartition partition) {
        return process + Event.PERIOD + periods.getOrDefault(partition, 0);
    }
}
