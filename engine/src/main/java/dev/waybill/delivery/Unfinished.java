package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.record.KafkaRecord;
import dev.waybill.why.Attempts;
import dev.waybill.why.Blocking;
import dev.waybill.why.KeyText;
import dev.waybill.why.Underway;
import dev.waybill.why.Whereabouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records that are under way, or failed and wait, the oldest first, a bounded number. Confined to the loop's thread, and to
 * one question.
 *
 * <p>Records that are handed over together come back together: one that has arrived may be among them for a moment more.
 */
final class Unfinished {
    private static final int MOST = 100;

    private final LoopParts parts;
    private final Heads heads;
    private final List<Found> found = new ArrayList<>();

    /** One of them; its flight is only looked at if it has failed. */
    private record Found(
            PartitionState partition,
            KafkaRecord record,
            Whereabouts where,
            @Nullable Flight failed,
            long readNanos) {}

    Unfinished(LoopParts parts, Heads heads) {
        this.parts = parts;
        this.heads = heads;
    }

    List<Underway> oldest() {
        parts.triage().failing().forEach(this::addFailed);
        parts.gatherings().forEachWaiting(piece -> addUnfailed(piece.root(), Whereabouts.GATHERED));
        parts.dispatcher().forEachOut(this::addOut);
        return found.stream()
                .sorted(Comparator.comparingLong(Found::readNanos)
                        .thenComparing(one -> one.record().offset()))
                .limit(MOST)
                .map(this::shown)
                .toList();
    }

    private void addFailed(Flight flight) {
        if (!flight.partition.closed && flight.trouble != null) {
            add(flight.partition, flight.record, heads.where(flight), flight);
        }
    }

    private void addUnfailed(Flight flight, Whereabouts where) {
        if (!flight.partition.closed && flight.trouble == null) {
            add(flight.partition, flight.record, where, null);
        }
    }

    private void addOut(Message message) {
        if (message instanceof Flight flight) {
            addUnfailed(flight, Whereabouts.RUNNING);
        } else if (message instanceof Group group) {
            group.members().forEach(member -> addUnfailed(member.root(), Whereabouts.RUNNING));
        } else if (message instanceof Chunk chunk) {
            addOut(chunk);
        }
    }

    private void addOut(Chunk chunk) {
        PartitionState partition = chunk.partition();
        for (int i = 0; i < chunk.size(); i++) {
            if (partition == null) {
                addUnfailed(chunk.flight(i), Whereabouts.RUNNING);
            } else if (!partition.closed) {
                add(partition, chunk.record(i), Whereabouts.RUNNING, null);
            }
        }
    }

    private void add(PartitionState partition, KafkaRecord record, Whereabouts where, @Nullable Flight failed) {
        long read = partition.movement(heads.nowNanos()).readNanos(record.offset());
        found.add(new Found(partition, record, where, failed, read));
    }

    private Underway shown(Found one) {
        var age = Duration.ofNanos(heads.nowNanos() - one.readNanos());
        var id = one.partition().id;
        var record = one.failed() == null
                ? new Blocking(
                        one.record().offset(),
                        KeyText.of(one.record().key()),
                        Optional.of(Instant.ofEpochMilli(one.record().timestamp())),
                        one.where(),
                        age,
                        Attempts.unfailed(one.where() == Whereabouts.RUNNING ? 1 : 0))
                : heads.failed(requireNonNull(one.failed()), age);
        return new Underway(id.topic(), id.partition(), record);
    }
}
