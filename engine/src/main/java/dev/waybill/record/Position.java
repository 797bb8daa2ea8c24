package dev.waybill.record;

/** Where a record stands: topic, partition and offset. Written {@code topic-partition@offset}. */
public record Position(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
