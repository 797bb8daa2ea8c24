package dev.waybill.delivery;

import dev.waybill.failure.Failure;
import dev.waybill.record.FetchedRecords;
import dev.waybill.source.Intake;
import dev.waybill.source.RecordSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what is read, as long as there is room, and sends it on its way: what need not wait with a chunk, the rest into
 * its lane. Confined to the loop's thread.
 */
final class Admission implements Intake {
    private final Ordering ordering;
    private final Limits limits;
    private final RecordSource source;
    private final Partitions partitions;
    private final Dispatcher dispatcher;
    private final Commits commits;
    private @Nullable PartitionState reading;
    private boolean full;
    private boolean isClosed;

    long read;
    long bytesRead;
    long skipped;

    Admission(DeliveryPlan plan, RecordSource source, Partitions partitions, Dispatcher dispatcher, Commits commits) {
        this.ordering = plan.ordering();
        this.limits = plan.limits();
        this.source = source;
        this.partitions = partitions;
        this.dispatcher = dispatcher;
        this.commits = commits;
    }

    /** Nothing more is taken in from now on. */
    void close() {
        isClosed = true;
    }

    /** Pauses the partitions for whose records there is no room. Returns whether none is left to read from. */
    boolean pauseWhereFull() {
        full = isFull();
        return partitions.pauseWhere(this::isToPause);
    }

    /** Once full, reading goes on only when a quarter of the room is free again. */
    private boolean isFull() {
        int most = full ? limits.buffered() - limits.buffered() / 4 : limits.buffered();
        return partitions.buffered() >= most || partitions.bufferedBytes() >= limits.bufferedBytes();
    }

    private boolean isToPause(PartitionState partition) {
        return full
                || partition.stopped
                || isClosed
                || (partition.probation != null && partition.probation.isFull())
                || partition.span() >= limits.span()
                || !partition.hasRoom(commits.format(), source.largestPoll());
    }

    @Override
    public void partition(TopicPartition id) {
        reading = partitions.get(id);
    }

    @Override
    public void records(FetchedRecords records) {
        if (reading == null || isClosed) {
            return; // they stay uncommitted, so they are read again
        }
        read += records.size();
        for (int i = 0; i < records.size(); i++) {
            admit(reading, records, i);
        }
    }

    private void admit(PartitionState partition, FetchedRecords records, int i) {
        int bytes = records.bytes(i);
        if (!partition.admit(records.offset(i), bytes)) {
            skipped++;
            return;
        }
        bytesRead += bytes;
        long hash;
        try {
            hash = ordering.laneHash(records, i);
        } catch (Throwable t) { // whatever the key's function throws is that record's failure, never the loop's end
            admitMisplaced(partition, records, i, Failure.of(t));
            return;
        }
        if (partition.probation != null) {
            admitWithCare(partition, records, i, hash);
            return;
        }
        var chunk = dispatcher.chunkFor(partition, records, i);
        int lane = partition.lanes.of(hash);
        var entry = lane == Lanes.NONE ? Lanes.Entry.GO : partition.lanes.enter(lane, dispatcher.company(chunk));
        if (entry == Lanes.Entry.WAIT) {
            partition.lanes.await(new Flight(partition, records.offset(i), records.record(i), records.bytes(i), lane));
            return;
        }
        chunk.add(bytes, lane);
        if (entry == Lanes.Entry.FOLLOW) {
            chunk.follow();
        }
    }

    /** It fails whenever it is its turn, until it is given up. */
    private void admitMisplaced(PartitionState partition, FetchedRecords records, int i, Failure failure) {
        var flight = new Flight(partition, records.offset(i), records.record(i), records.bytes(i), Lanes.NONE);
        flight.misplaced = new Failure(
                failure.failureClass(),
                "its place in the order cannot be told: " + failure.reason(),
                failure.retryAfter(),
                failure.cause());
        dispatcher.add(flight);
    }

    /** No chunk is filled with records that wait for their turn one by one. */
    private void admitWithCare(PartitionState partition, FetchedRecords records, int i, long hash) {
        int lane = partition.lanes.of(hash);
        var flight = new Flight(partition, records.offset(i), records.record(i), records.bytes(i), lane);
        if (lane == Lanes.NONE || partition.lanes.enter(lane, Lanes.NO_CHUNK) == Lanes.Entry.GO) {
            dispatcher.add(flight);
        } else {
            partition.lanes.await(flight);
        }
    }

    @Override
    public void position(long position) {
        if (reading != null && !isClosed) {
            reading.skipTo(position);
        }
    }
}
