package dev.waybill.files.idle;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.files.assembly.IdleFile;
import dev.waybill.files.assembly.Reassembler;
import dev.waybill.files.assembly.ReceivedChunk;
import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.moving.Heads;
import dev.waybill.files.moving.LogBounds;
import dev.waybill.files.moving.LogBounds.Bounds;
import dev.waybill.files.moving.StretchReader;
import dev.waybill.files.staging.Gap;
import dev.waybill.files.staging.Stretch;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks the chunks of files that lack others and have had none for long: each record as it stands on the topic, and then the
 * file leaves the staging folder.
 *
 * <p>A file is idle only when all is settled that the topic had after its time: neither a stop, nor an outage, nor a long queue of
 * records makes it so. A file of which the topic has deleted a chunk stays staged, as what is there is all that is left of it.
 *
 * <p>{@link #tick} is called by one thread, now and then; {@link #parked} by any.
 */
public final class IdleFiles {
    private static final Logger log = LoggerFactory.getLogger(IdleFiles.class);
    private static final int MOST_GAPS = 20;

    private final Reassembler reassembler;
    private final Duration longest;
    private final Heads heads;
    private final LogBounds bounds;
    private final StretchReader reader;
    private final FailureStore failures;
    private final InstantSource clock;
    private final Map<FileIdentity, Map<TopicPartition, Bounds>> awaited = new HashMap<>();
    private final Set<FileIdentity> kept = new HashSet<>();
    private final AtomicLong parked = new AtomicLong();

    /**
     * Watches the files of a reassembler.
     *
     * @param longest without a chunk a file is parked after so long
     * @param bounds asked once for each file
     */
    public IdleFiles(
            Reassembler reassembler,
            Duration longest,
            Heads heads,
            LogBounds bounds,
            StretchReader reader,
            FailureStore failures,
            InstantSource clock) {
        this.reassembler = reassembler;
        this.longest = longest;
        this.heads = heads;
        this.bounds = bounds;
        this.reader = reader;
        this.failures = failures;
        this.clock = clock;
    }

    /** How many records were parked. */
    public long parked() {
        return parked.get();
    }

    /**
     * Parks what has become idle.
     *
     * @throws IOException if the failure store refuses; all stays where it is
     * @throws RuntimeException if the topic cannot be read; likewise
     */
    public void tick() throws IOException {
        var idle = reassembler.idle(longest);
        var identities = idle.stream().map(IdleFile::identity).collect(Collectors.toSet());
        awaited.keySet().retainAll(identities);
        kept.retainAll(identities);
        for (IdleFile file : idle) {
            if (!kept.contains(file.identity()) && isReadHere(file) && isAllSettled(file)) {
                park(file);
            }
        }
    }

    private boolean isReadHere(IdleFile file) {
        var read = heads.partitions();
        return file.chunks().stream().allMatch(at -> read.contains(partition(at)));
    }

    /** Whether everything is settled that was on the topic at some moment after the file's time. */
    private boolean isAllSettled(IdleFile file) {
        var read = heads.partitions();
        var known = awaited.get(file.identity());
        if (known == null || !known.keySet().equals(read)) {
            known = bounds.bounds(read);
            awaited.put(file.identity(), known);
        }
        return heads.haveReached(known);
    }

    private void park(IdleFile file) throws IOException {
        var stretches = stretches(file);
        if (!isThere(stretches) || parkRecords(file, stretches) < file.chunks().size()) {
            keep(file);
        } else if (reassembler.giveUp(file)) {
            parked.addAndGet(file.chunks().size());
            log.atWarn()
                    .addKeyValue("file", file.identity().path())
                    .addKeyValue("chunks", file.chunks().size())
                    .log("no further chunk of a file has come; those that are there are parked");
        }
    }

    /** Whether the topic has deleted none of them. */
    private boolean isThere(Map<TopicPartition, Stretch> stretches) {
        var there = bounds.bounds(stretches.keySet());
        return there.entrySet().stream()
                .allMatch(entry -> entry.getValue().begin()
                        <= requireNonNull(stretches.get(entry.getKey())).low());
    }

    private static Map<TopicPartition, Stretch> stretches(IdleFile file) {
        var stretches = new HashMap<TopicPartition, Stretch>();
        file.chunks()
                .forEach(at -> stretches.merge(partition(at), new Stretch(at.offset(), at.offset()), Stretch::and));
        return stretches;
    }

    private static TopicPartition partition(Position at) {
        return new TopicPartition(at.topic(), at.partition());
    }

    private int parkRecords(IdleFile file, Map<TopicPartition, Stretch> stretches) throws IOException {
        var lots = new ParkedLots(failures);
        var failure = new Failure(FailureClass.POISON, reason(file), null, null);
        try {
            stretches.forEach((partition, stretch) -> reader.read(partition, stretch, record -> {
                if (file.chunks().contains(record.position()) && isOf(file, record)) {
                    add(parkedRecord(record, failure), lots);
                }
            }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return lots.end();
    }

    /** Another record may stand there where the topic was created again. */
    private static boolean isOf(IdleFile file, KafkaRecord record) {
        try {
            return ReceivedChunk.of(record).identity().equals(file.identity());
        } catch (DeliveryException e) {
            return false;
        }
    }

    private ParkedRecord parkedRecord(KafkaRecord record, Failure failure) {
        return new ParkedRecord(record, failure, 0, clock.instant(), "reassembly");
    }

    private static void add(ParkedRecord record, ParkedLots lots) {
        try {
            lots.add(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reason(IdleFile file) {
        return name(file) + ": " + file.chunks().size() + " of "
                + file.version().chunks() + " chunks came, and none after " + file.since() + "; missing: "
                + text(file.missing());
    }

    private static String name(IdleFile file) {
        return file.identity().topic() + ":" + file.identity().path();
    }

    private static String text(List<Gap> gaps) {
        String shown = gaps.stream().limit(MOST_GAPS).map(Gap::toString).collect(Collectors.joining(", "));
        return gaps.size() > MOST_GAPS ? shown + ", …" : shown;
    }

    private void keep(IdleFile file) {
        kept.add(file.identity());
        log.atWarn()
                .addKeyValue("file", file.identity().path())
                .log("no further chunk of a file has come, and the topic has deleted some that did; it stays staged");
    }
}
