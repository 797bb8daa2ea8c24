package dev.waybill.pid.stac;

import static java.time.Duration.ofMinutes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The versions of the datasets asked for lately. An answer is kept for five minutes and for 10,000 datasets; a version
 * that is asked about while it is kept joins it, so that of two versions that arrive one after the other the second
 * finds the first. Failures are not kept.
 *
 * <p>Thread-safe: a concurrent cache of concurrent maps.
 */
final class KnownVersions {
    /* Not the cache's own asynchronous form: that one logs every failure, with its stack. */
    private final Cache<String, CompletableFuture<ConcurrentSkipListMap<Long, String>>> datasets;

    KnownVersions(Ticker ticker) {
        this.datasets = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(ofMinutes(5))
                .maximumSize(10_000)
                .executor(Runnable::run)
                .build();
    }

    /** @param lookup asks for the ids of all versions; called where they are not known */
    CompletionStage<Optional<String>> before(
            VersionedId own, String itemId, Supplier<CompletionStage<List<String>>> lookup) {
        var versions = datasets.get(
                own.dataset(),
                dataset -> lookup.get().thenApply(ids -> sorted(dataset, ids)).toCompletableFuture());
        return versions.handle((known, failure) -> {
            if (failure != null) {
                datasets.asMap().remove(own.dataset(), versions);
                throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
            }
            known.put(own.version(), itemId);
            return Optional.ofNullable(known.lowerEntry(own.version())).map(Map.Entry::getValue);
        });
    }

    private static ConcurrentSkipListMap<Long, String> sorted(String dataset, List<String> ids) {
        var versions = new ConcurrentSkipListMap<Long, String>();
        for (var id : ids) {
            VersionedId.of(id)
                    .filter(other -> other.dataset().equals(dataset))
                    .ifPresent(other -> versions.put(other.version(), id));
        }
        return versions;
    }
}
