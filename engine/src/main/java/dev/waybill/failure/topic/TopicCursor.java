package dev.waybill.failure.topic;

import dev.waybill.failure.FailureCursor;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.record.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Walks through a failure topic, past what is marked. Confined to the thread that opened it. */
final class TopicCursor implements FailureCursor {
    private static final int MOST_DAMAGED = 1_000;

    private final TopicWalk walk;
    private final BesideTopic beside;
    private final Claims claims;
    private final Set<String> seen = new HashSet<>();
    private final List<String> damaged;

    TopicCursor(TopicWalk walk, BesideTopic beside, Claims claims) {
        this.walk = walk;
        this.beside = beside;
        this.claims = claims;
        this.damaged = new ArrayList<>(beside.damaged());
    }

    @Override
    public Optional<FailureEntry> next() throws IOException {
        for (var record = walk.next(); record.isPresent(); record = walk.next()) {
            Optional<FailureEntry> entry = read(record.get());
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    private Optional<FailureEntry> read(ConsumerRecord<byte[], byte[]> record) throws IOException {
        String place = record.topic() + "-" + record.partition() + "@" + record.offset();
        try {
            var headers = FailureHeaders.read(headersOf(record));
            String id = headers.parked(null, null).id();
            if (beside.isSettled(id) || !seen.add(id)) {
                return Optional.empty();
            }
            String claim = headers.claim();
            byte[] value = claim == null ? record.value() : claims.redeem(claim);
            ParkedRecord parked = headers.parked(record.key(), value);
            return Optional.of(
                    new FailureEntry(id, id, headers.text("fingerprint"), parked, place, beside.notesOf(id)));
        } catch (IllegalArgumentException e) {
            if (damaged.size() < MOST_DAMAGED) {
                damaged.add(place + "  " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private static List<Header> headersOf(ConsumerRecord<byte[], byte[]> record) {
        var headers = new ArrayList<Header>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return headers;
    }

    @Override
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    @Override
    public void close() {
        walk.close();
    }
}
