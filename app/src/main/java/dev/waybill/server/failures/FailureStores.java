package dev.waybill.server.failures;

import dev.waybill.failure.FailureLog;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.topic.FailureTopic;
import dev.waybill.failure.topic.TopicFailureLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The failure stores that are known at this moment, opened when somebody looks into them. Thread-safe: all state is guarded by
 * {@code this}.
 */
public final class FailureStores implements AutoCloseable {
    private static final String SUFFIX = ".failed";

    private final Supplier<List<KnownStore>> known;
    private final Map<String, String> kafka;
    private final Path claims;
    private final Map<String, TopicFailureLog> topics = new HashMap<>();

    /**
     * Over what {@code known} says, which is asked each time.
     *
     * @param kafka client properties for failure topics
     * @param claims the folder of values that are too large for these
     */
    public FailureStores(Supplier<List<KnownStore>> known, Map<String, String> kafka, Path claims) {
        this.known = known;
        this.kafka = Map.copyOf(kafka);
        this.claims = claims;
    }

    /** All of them, each place once. */
    public List<KnownStore> all() {
        var byPlace = new LinkedHashMap<String, KnownStore>();
        known.get().forEach(store -> byPlace.putIfAbsent(store.place(), store));
        return List.copyOf(byPlace.values());
    }

    public Optional<KnownStore> find(String id) {
        return all().stream().filter(store -> store.id().equals(id)).findFirst();
    }

    /**
     * What is parked there.
     *
     * @throws IOException if it cannot be read
     */
    public FailureLog log(KnownStore store) throws IOException {
        return store.isTopic() ? topic(store.place()) : new FileFailureLog(Path.of(store.place()));
    }

    private synchronized FailureLog topic(String name) throws IOException {
        var opened = topics.get(name);
        if (opened == null) {
            opened = TopicFailureLog.connect(kafka, parsed(name), claims);
            topics.put(name, opened);
        }
        return opened;
    }

    private static FailureTopic parsed(String name) throws IOException {
        int border = name.lastIndexOf('.', name.length() - SUFFIX.length() - 1);
        if (!name.endsWith(SUFFIX) || border <= 0) {
            throw new IOException("expected a failure topic such as orders.ledger.failed, got \"" + name + '"');
        }
        return new FailureTopic(name.substring(0, border), name.substring(border + 1, name.length() - SUFFIX.length()));
    }

    @Override
    public synchronized void close() {
        topics.values().forEach(TopicFailureLog::close);
        topics.clear();
    }
}
