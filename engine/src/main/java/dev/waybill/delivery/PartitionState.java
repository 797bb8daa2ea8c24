package dev.waybill.delivery;

import dev.waybill.offset.FailedAt;
import dev.waybill.offset.OffsetTracker;
import dev.waybill.offset.ResumeData;
import dev.waybill.offset.ResumeExtras;
import dev.waybill.offset.ResumeFormat;
import dev.waybill.offset.RunMark;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition for as long as it is assigned here once; assigned again, it is another one. Confined to the loop's
 * thread.
 */
final class PartitionState {
    static final long UNKNOWN = -1;
    private static final Logger log = LoggerFactory.getLogger(PartitionState.class);

    final TopicPartition id;
    final Lanes lanes = new Lanes();

    @Nullable
    OffsetTracker tracker;

    /** What the last commit said, or what need not be said; absent where anything has to. */
    @Nullable
    Standing kept;

    /** What the commit under way says; absent while none is. */
    @Nullable
    Standing sent;

    /** Whether its mark is worth a commit of its own, at once. */
    boolean isMarkUrgent;

    /** What the next commit says beside the held offsets. */
    ResumeExtras extras = ResumeExtras.NONE;

    /** What the run before this one left; absent where it left nothing. */
    @Nullable
    ResumeData resumed;

    /** Present while its records are delivered with care, because an earlier run did not end cleanly. */
    @Nullable
    Probation probation;

    /** How often records failed in earlier runs that have not failed in this one. */
    private final TreeMap<Long, FailedAt> earlierAttempts = new TreeMap<>();

    private long nextAtLastLook = UNKNOWN;
    private long widestPoll;

    long end = UNKNOWN;
    boolean paused;

    /** Records read and not settled, and their bytes; of these, what is with the workers. */
    int buffered;

    long bufferedBytes;
    int inFlight;
    long bytesInFlight;

    /** Chunks of its records that are ready or with a worker, and those that follow once all of these have arrived. */
    int chunksOut;

    final ArrayDeque<Chunk> following = new ArrayDeque<>(0);

    private final Map<Stage.Scan, Object> states = new ConcurrentHashMap<>(0);

    /** No longer ours: what comes back for it is too late. */
    boolean closed;

    /** Not to be delivered any further, until it is assigned anew; and the record that it is for. */
    boolean stopped;

    @Nullable
    Flight stoppedAt;

    /** To be given up: what is under way, or gathered, is waited for. */
    boolean leaving;

    private @Nullable Movement movement;

    PartitionState(TopicPartition id) {
        this.id = id;
    }

    /** Whether nothing more of it is to be started. */
    boolean isOver() {
        return closed || stopped;
    }

    /** Whether no record of it is handed to a worker any more, but for those that are gathered. */
    boolean isHeldBack() {
        return leaving || isOver();
    }

    /** Lets {@code scan} take {@code value} into its state for this partition. Returns the new one; null if there is none. */
    @Nullable
    Object scan(Stage.Scan scan, Object value) {
        Object before = states.computeIfAbsent(scan, s -> s.first().get());
        Object after = before == null ? null : scan.step().apply(before, value);
        if (after != null) {
            states.put(scan, after);
        }
        return after;
    }

    /**
     * What is to be kept at one moment.
     *
     * @param settled records settled until then, by this run, that the next one would know of
     */
    record Standing(long head, long held, ResumeExtras extras, long settled) {
        private static final long NOT_SAID = -1;

        static Standing at(long head, long settled) {
            return new Standing(head, 0, ResumeExtras.NONE, settled);
        }

        /** What is left of it where only its position was kept. */
        Standing withoutText() {
            return new Standing(head, NOT_SAID, ResumeExtras.NONE, Math.max(0, settled - held));
        }

        boolean saysTheSameAs(@Nullable Standing other) {
            return other != null && head == other.head && held == other.held && extras.equals(other.extras);
        }
    }

    /** Goes on where another run ended. */
    void resume(ResumeData data) {
        resumed = data;
        earlierAttempts.putAll(data.extras().attempts());
        if (!data.held().isEmpty() || !data.extras().mark().equals(RunMark.NONE)) {
            tracker = new OffsetTracker(data);
            kept = new Standing(data.base(), data.held().count(), data.extras(), 0);
        }
    }

    /** Takes note of a record. Returns whether it has to be delivered: not if the run before this one had settled it. */
    boolean admit(long offset, int bytes) {
        var known = tracker;
        if (known == null || (offset < known.next() && isUntouched(known))) {
            known = beginAt(offset);
        }
        if (!known.admit(offset)) {
            return false;
        }
        buffered++;
        bufferedBytes += bytes;
        return true;
    }

    /** Whether nothing was read yet of what another run left. */
    private boolean isUntouched(OffsetTracker known) {
        return resumed != null && known.next() == resumed.base();
    }

    private OffsetTracker beginAt(long offset) {
        if (tracker != null) {
            log.atWarn()
                    .addKeyValue("partition", id)
                    .addKeyValue("offset", offset)
                    .log("reading goes on before the committed position, so what is settled above that is forgotten");
            resumed = null;
        }
        var fresh = new OffsetTracker(offset);
        tracker = fresh;
        kept = new Standing(offset, 0, resumed == null ? ResumeExtras.NONE : resumed.extras(), 0);
        return fresh;
    }

    /** Says {@code mark} with the next commit. */
    void mark(RunMark mark) {
        if (!mark.equals(extras.mark())) {
            extras = new ResumeExtras(extras.attempts(), mark);
        }
    }

    /** Whether the last commit said the mark that the next one would. */
    boolean isMarkKept() {
        return kept != null && kept.extras().mark().equals(extras.mark());
    }

    /** Says with the next commit how often its records failed. */
    void attempts(SortedMap<Long, FailedAt> counts) {
        if (!counts.equals(extras.attempts())) {
            extras = new ResumeExtras(counts, extras.mark());
        }
    }

    boolean hasNoAttempts() {
        return earlierAttempts.isEmpty() && extras.attempts().isEmpty();
    }

    /** The failures of earlier runs at the head or above it, by offset. */
    SortedMap<Long, FailedAt> earlierAttempts() {
        earlierAttempts.headMap(head()).clear();
        return earlierAttempts;
    }

    /** How often the record at {@code offset} failed in earlier runs; that is known of its flight from now on. */
    @Nullable
    FailedAt takeEarlierAttempts(long offset) {
        return earlierAttempts.remove(offset);
    }

    void settle(Flight flight) {
        earlierAttempts.remove(flight.offset);
        if (tracker != null && tracker.settle(flight.offset)) {
            buffered--;
            bufferedBytes -= flight.bytes;
        }
    }

    /** So many more are with the workers; fewer, where negative. */
    void count(int records, long bytes) {
        inFlight += records;
        bytesInFlight += bytes;
    }

    /** Settles all offsets of {@code [from, to)}; all of them were admitted, none settled. */
    void settleRun(long from, long to) {
        if (tracker != null) {
            tracker.settleAll(from, to);
        }
    }

    /** Forgets {@code records} that are settled. */
    void leave(int records, long bytes) {
        buffered -= records;
        bufferedBytes -= bytes;
    }

    void skipTo(long position) {
        if (tracker == null) {
            tracker = new OffsetTracker(position); // nothing to deliver up to here: that is worth a commit
        } else if (position > tracker.next()) {
            tracker.skipTo(position);
        }
    }

    /** How its head moves; seen from {@code nowNanos} on, if it was not looked at before. */
    Movement movement(long nowNanos) {
        if (movement == null) {
            movement = new Movement(nowNanos);
        }
        return movement;
    }

    /** The position that loses nothing when committed, or {@link #UNKNOWN} before the first record. */
    long head() {
        return tracker == null ? UNKNOWN : tracker.head();
    }

    /** The offset after the highest read, or {@link #UNKNOWN}. */
    long nextOffset() {
        return tracker == null ? UNKNOWN : tracker.next();
    }

    /** What a commit would keep now, if the first record or position is known. */
    @Nullable
    Standing standing(ResumeFormat format) {
        if (tracker == null) {
            return null;
        }
        return format.chars() == 0
                ? Standing.at(tracker.head(), Math.max(0, tracker.settled() - tracker.heldCount()))
                : new Standing(tracker.head(), tracker.heldCount(), extras, tracker.settled());
    }

    /** What says so in the commit's metadata. */
    String resumeText(ResumeFormat format) {
        return tracker == null
                ? ""
                : new ResumeData(tracker.head(), tracker.held(), extras).encode(format, id.topic(), id.partition());
    }

    /** Whether what is held would still fit into a commit after another poll. Asked once before each poll. */
    boolean hasRoom(ResumeFormat format, int largestPoll) {
        if (tracker == null) {
            return true;
        }
        long next = tracker.next();
        if (nextAtLastLook != UNKNOWN
                && next > nextAtLastLook) { // where offsets are missing, polls are wider than long
            widestPoll = Math.max(next - nextAtLastLook, widestPoll - widestPoll / 4);
        }
        nextAtLastLook = next;
        return tracker.fits(format, largestPoll, Math.max(largestPoll, widestPoll));
    }

    long span() {
        return tracker == null ? 0 : tracker.span();
    }

    boolean isIdle() {
        return tracker == null || tracker.unsettled() == 0;
    }
}
