package dev.waybill.server.failures;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** What is parked in the stores that are known. Reads a store from its beginning each time. Thread-safe. */
public final class FailureInbox {
    private static final int LARGEST_PAGE = 200;
    private static final int MOST_PAGES = 100;

    private final FailureStores stores;
    private final InstantSource clock;

    public FailureInbox(FailureStores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    public FailureStores stores() {
        return stores;
    }

    /**
     * All causes, the most frequent first.
     *
     * @param problems why a store could not be read, and what in it is none of a parked record
     */
    public record Causes(List<Cause> causes, List<String> problems) {
        public Causes {
            causes = List.copyOf(causes);
            problems = List.copyOf(problems);
        }

        /** Parked records of all of them. */
        public long records() {
            return causes.stream().mapToLong(Cause::count).sum();
        }
    }

    /** Of every store that is known; one that cannot be read is a problem, and hides no other. */
    public Causes causes() {
        var causes = new ArrayList<Cause>();
        var problems = new ArrayList<String>();
        for (KnownStore store : stores.all()) {
            try {
                causes.addAll(causes(store, problems));
            } catch (IOException | DeliveryException e) {
                problems.add(store.place() + ": " + e.getMessage());
            }
        }
        causes.sort(comparingLong(Cause::count).reversed().thenComparing(Cause::fingerprint));
        return new Causes(causes, problems);
    }

    private List<Cause> causes(KnownStore store, List<String> problems) throws IOException {
        var now = clock.instant();
        Map<String, CauseCount> counts = new HashMap<>();
        try (var cursor = stores.log(store).open()) {
            for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                FailureEntry one = entry.get();
                counts.computeIfAbsent(one.fingerprint(), f -> new CauseCount(one, now))
                        .add(one);
            }
            problems.addAll(cursor.damaged());
        }
        return counts.values().stream().map(count -> count.cause(store)).toList();
    }

    /**
     * A part of what a filter lets through.
     *
     * @param records the latest first
     * @param total of all parts
     */
    public record Part(List<FailureEntry> records, long total) {
        public Part {
            records = List.copyOf(records);
        }
    }

    /**
     * The records of one store that pass, the latest first.
     *
     * @param page from 0 on
     * @param size records of a page, 200 at most
     * @throws IllegalArgumentException where so far back nobody can look
     */
    public Part list(KnownStore store, FailureFilter filter, int page, int size) throws IOException {
        if (page < 0 || page >= MOST_PAGES || size < 1 || size > LARGEST_PAGE) {
            throw new IllegalArgumentException("expected one of " + MOST_PAGES + " pages of at most " + LARGEST_PAGE
                    + " records, got page " + page + " of " + size + "; a filter shows the others");
        }
        int wanted = (page + 1) * size;
        long total = 0;
        var latest = comparing((FailureEntry entry) -> entry.parked().at()).thenComparing(FailureEntry::id);
        var newest = new PriorityQueue<>(latest);
        try (var cursor = stores.log(store).open()) {
            for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                if (filter.passes(entry.get())) {
                    total++;
                    newest.add(entry.get());
                    if (newest.size() > wanted) {
                        newest.remove();
                    }
                }
            }
        }
        var records = new ArrayList<>(newest);
        records.sort(latest.reversed());
        return new Part(records.subList(Math.min(page * size, records.size()), records.size()), total);
    }

    /** The record with this id. */
    public Optional<FailureEntry> find(KnownStore store, String id) throws IOException {
        return stores.log(store).list(FailureFilter.ALL.withId(id), 2).stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst();
    }
}
