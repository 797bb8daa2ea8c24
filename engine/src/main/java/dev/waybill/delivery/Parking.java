package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.time.Time;
import dev.waybill.trace.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets flights aside, as many in one go as take little memory beside what is buffered anyway. Confined to the loop's
 * thread; the store itself is used by one task at a time on an executor. A store that refuses is tried again for as long
 * as it takes.
 */
final class Parking {
    private static final Logger log = LoggerFactory.getLogger(Parking.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A store may need several times as much while it writes; one record that is larger goes alone. */
    private static final long LOT_BYTES = 4 << 20;

    private static final int LOT_RECORDS = 1_000;

    private final FailureStore store;
    private final int sinkStage;
    private final Mailbox mailbox;
    private final Executor executor;
    private final Time time;
    private final List<Flight> waiting = new ArrayList<>();
    private List<Flight> lot = List.of();
    private int underWay;
    private long notBeforeNanos;

    Parking(DeliveryPlan plan, Mailbox mailbox, Executor executor, Time time) {
        this.store = plan.failures();
        this.sinkStage = plan.stages().size() - 1;
        this.mailbox = mailbox;
        this.executor = executor;
        this.time = time;
        this.notBeforeNanos = time.nanos();
    }

    void add(Flight flight) {
        waiting.add(flight);
    }

    /** Starts parking what waits, unless the last lot is still under way. */
    void start() {
        waiting.removeIf(Parking::isGone);
        if (waiting.isEmpty() || underWay > 0 || isRefused()) {
            return;
        }
        lot = nextLot();
        underWay = lot.size();
        var sent = lot;
        executor.execute(() -> park(sent));
    }

    private static boolean isGone(Flight flight) {
        if (flight.partition.closed) {
            flight.ended(Ending.UNSETTLED);
        }
        return flight.partition.closed;
    }

    private List<Flight> nextLot() {
        long bytes = 0;
        int size = 0;
        for (; size < Math.min(waiting.size(), LOT_RECORDS); size++) {
            bytes += bytes(waiting.get(size).record);
            if (bytes > LOT_BYTES && size > 0) {
                break;
            }
        }
        var first = waiting.subList(0, size);
        var next = List.copyOf(first);
        first.clear();
        return next;
    }

    private static long bytes(KafkaRecord record) {
        byte[] key = record.key();
        byte[] value = record.value();
        long bytes = (key == null ? 0L : key.length) + (value == null ? 0 : value.length);
        for (Header header : record.headers()) {
            byte[] content = header.value();
            bytes += header.name().length() + (content == null ? 0 : content.length);
        }
        return bytes;
    }

    private void park(List<Flight> sent) {
        Outcome outcome;
        try {
            store.park(sent.stream().map(this::parked).toList());
            outcome = Outcome.PARKED;
        } catch (
                Throwable e) { // also when memory runs out: a lot that does not come back would keep all others waiting
            log.atError()
                    .addKeyValue("records", sent.size())
                    .addKeyValue("error", e)
                    .log("failure store refused, records stay unsettled and are parked again in a second");
            outcome = Outcome.PARKING_FAILED;
        }
        for (Flight flight : sent) {
            flight.outcome = outcome;
            mailbox.put(flight);
        }
    }

    private ParkedRecord parked(Flight flight) {
        String step = flight.stage == sinkStage ? "sink" : "step " + (flight.stage + 1);
        return new ParkedRecord(flight.record, requireNonNull(flight.failure), flight.failures(), time.instant(), step);
    }

    /** A flight came back from the store. */
    void returned(Flight flight) {
        underWay--;
        if (underWay == 0) {
            lot = List.of();
        }
        if (flight.outcome == Outcome.PARKING_FAILED) {
            notBeforeNanos = time.nanos() + PAUSE.toNanos();
            waiting.add(flight);
        }
    }

    /** Whether nothing is under way and nothing could be. */
    boolean isQuiet() {
        return underWay == 0 && (waiting.isEmpty() || isRefused());
    }

    /** Whether any of {@code partition} is under way, or could be. */
    boolean isBusyWith(PartitionState partition) {
        return lot.stream().anyMatch(f -> f.partition == partition)
                || (!isRefused() && waiting.stream().anyMatch(f -> f.partition == partition));
    }

    /** Whether the store refused lately. */
    boolean isRefused() {
        return time.nanos() - notBeforeNanos < 0;
    }

    boolean contains(Flight flight) {
        return waiting.contains(flight) || lot.contains(flight);
    }

    /** All that wait or are under way. */
    List<Flight> all() {
        var all = new ArrayList<>(waiting);
        all.addAll(lot);
        return all;
    }

    int size() {
        return waiting.size() + underWay;
    }
}
