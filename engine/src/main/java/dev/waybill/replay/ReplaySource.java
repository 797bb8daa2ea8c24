package dev.waybill.replay;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureCursor;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureLog;
import dev.waybill.source.CommitListener;
import dev.waybill.source.Intake;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Parked records as a source. What the pipeline has settled is marked in the failure log; a record is in the log until
 * then, so a job that ends early, however it ends, has lost nothing. Confined to the thread that runs the pipeline.
 */
final class ReplaySource implements RecordSource {
    /** Handed out and not settled: what a crash may repeat. */
    static final int WINDOW = 2_000;

    private static final int STARTED_PER_POLL = 200;
    private static final int READ_PER_POLL = 1_000;

    private final FailureLog log;
    private final FailureCursor cursor;
    private final Turnstile turnstile;
    private final ReplayRequest request;
    private final Tally tally;
    private final Outstanding outstanding = new Outstanding();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final List<String> problems;
    private @Nullable PartitionListener listener;

    /** {@code problems} takes what went wrong beside deliveries, once this is closed. */
    ReplaySource(FailureLog log, ReplayRequest request, Turnstile turnstile, Tally tally, List<String> problems) {
        this.log = log;
        this.request = request;
        this.turnstile = turnstile;
        this.tally = tally;
        this.problems = problems;
        try {
            this.cursor = log.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start(PartitionListener listener) {
        this.listener = listener;
    }

    @Override
    public void poll(Duration longest, Intake intake) {
        turnstile.look(outstanding.size());
        int room = paused.isEmpty() ? turnstile.room(Math.min(STARTED_PER_POLL, WINDOW - outstanding.size())) : 0;
        if (room == 0) {
            LockSupport.parkNanos(longest.toNanos());
            return;
        }
        for (int read = 0; read < READ_PER_POLL && room > 0; read++) {
            Optional<FailureEntry> entry = next();
            if (entry.isEmpty()) {
                turnstile.endReached();
                return;
            }
            if (request.filter().passes(entry.get())) {
                start(entry.get(), intake);
                room--;
            }
        }
    }

    private Optional<FailureEntry> next() {
        try {
            return cursor.next();
        } catch (IOException e) {
            throw DeliveryException.unavailable("parked records cannot be read: " + e.getMessage(), e);
        }
    }

    private void start(FailureEntry entry, Intake intake) {
        var record = entry.again();
        var partition = new TopicPartition(record.topic(), record.partition());
        if (outstanding.open(partition)) {
            requireNonNull(listener, "not started").assigned(List.of(partition));
        }
        turnstile.started();
        tally.started();
        intake.partition(partition);
        intake.record(outstanding.add(partition, entry), record);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    @Override
    public int largestPoll() {
        return STARTED_PER_POLL;
    }

    /** A job begins with what its log has; an earlier job left nothing else. */
    @Override
    public Map<TopicPartition, Progress> committed(Collection<TopicPartition> partitions) {
        return Map.of();
    }

    @Override
    public void commit(Map<TopicPartition, Progress> positions, CommitListener done) {
        done.committed(commitNow(positions).orElse(null));
    }

    /** Marks in the log, then forgets: what cannot be marked is tried again. */
    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> progress) {
        var positions = new HashMap<TopicPartition, Long>();
        progress.forEach((partition, to) -> positions.put(partition, to.position()));
        List<FailureEntry> settled = outstanding.below(positions);
        try {
            if (!settled.isEmpty()) {
                log.settle(settled);
            }
        } catch (IOException | DeliveryException e) {
            turnstile.refused(e);
            return Optional.of(e);
        }
        outstanding.remove(positions);
        tally.settled(settled.size());
        turnstile.look(outstanding.size());
        return Optional.empty();
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        var ends = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> ends.put(partition, outstanding.next(partition)));
        return ends;
    }

    @Override
    public long position(TopicPartition partition) {
        return outstanding.next(partition);
    }

    @Override
    public void close() {
        var all = new ArrayList<>(cursor.damaged());
        turnstile.problem().ifPresent(all::add);
        problems.addAll(all);
        cursor.close();
    }
}
