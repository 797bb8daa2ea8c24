package dev.waybill.failure.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.failure.FailureCursor;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureLog;
import dev.waybill.failure.FailureNote;
import dev.waybill.failure.Reservation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * The parked records of a failure topic. The topic is never changed; the marks of what is settled are keys of the compacted
 * topic beside it, and so are notes about the others. Thread-safe.
 */
public final class TopicFailureLog implements FailureLog, AutoCloseable {
    private static final int LARGEST_REQUEST = 1 << 20;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);
    private static final byte[] SETTLED = "settled".getBytes(US_ASCII);

    private final KafkaAccess access;
    private final FailureTopic topic;
    private final Claims claims;
    private final Producer<byte[], byte[]> producer;

    private TopicFailureLog(KafkaAccess access, FailureTopic topic, Claims claims, Producer<byte[], byte[]> producer) {
        this.access = access;
        this.topic = topic;
        this.claims = claims;
        this.producer = producer;
    }

    /**
     * Connects; the arguments are those of {@link TopicFailureStore#connect}.
     *
     * @throws IOException if the cluster does not answer
     * @throws dev.waybill.failure.DeliveryException if access is refused
     */
    public static TopicFailureLog connect(Map<String, ?> properties, FailureTopic topic, Path claims)
            throws IOException {
        var access = new KafkaAccess(properties);
        try (var admin = access.admin()) {
            new FailureTopicSetup(admin, topic).ensure();
        }
        return new TopicFailureLog(access, topic, new Claims(claims), access.producer(LARGEST_REQUEST));
    }

    @Override
    public FailureCursor open() throws IOException {
        // The end of the failures first: what is settled meanwhile was there before, and must not be seen again.
        var failures = new TopicWalk(access.consumer(), topic.name());
        try {
            return new TopicCursor(failures, beside(), claims);
        } catch (IOException | RuntimeException e) {
            failures.close();
            throw e;
        }
    }

    private BesideTopic beside() throws IOException {
        try (var walk = new TopicWalk(access.consumer(), topic.marks())) {
            return BesideTopic.read(walk, new TopicNotes(claims));
        }
    }

    /** Takes the only place in the consumer group that has the topic's name; a crash frees it after 10 s. */
    @Override
    public Reservation reserve() throws IOException {
        return ReplayPlace.take(access, topic);
    }

    @Override
    public void settle(Collection<FailureEntry> entries) throws IOException {
        var marks = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (FailureEntry entry : entries) {
            marks.add(new ProducerRecord<>(topic.marks(), entry.mark().getBytes(US_ASCII), SETTLED));
        }
        keep(marks, "marks are not kept in " + topic.marks());
    }

    @Override
    public void note(Collection<FailureNote> decided) throws IOException {
        var notes = new TopicNotes(claims);
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (FailureNote note : decided) {
            records.add(new ProducerRecord<>(topic.marks(), notes.key(note), notes.value(note)));
        }
        keep(records, "notes are not kept in " + topic.marks());
    }

    private void keep(Collection<ProducerRecord<byte[], byte[]>> records, String otherwise) throws IOException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        try {
            for (var record : records) {
                sent.add(producer.send(record));
            }
        } catch (KafkaException e) {
            throw KafkaAccess.refused(e, otherwise);
        }
        for (var one : sent) {
            KafkaAccess.await(one, otherwise);
        }
    }

    @Override
    public void close() {
        producer.close(LONGEST_CLOSE);
    }
}
