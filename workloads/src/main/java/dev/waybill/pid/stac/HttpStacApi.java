package dev.waybill.pid.stac;

import static dev.waybill.failure.DeliveryException.misconfigured;
import static dev.waybill.failure.DeliveryException.poison;
import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The API behind the configured address. Thread-safe: keeps nothing but the versions it knows. */
final class HttpStacApi implements StacApi {
    private final StacExchange exchange;
    private final KnownVersions versions;
    private final VersionSearch search;

    HttpStacApi(StacExchange exchange, KnownVersions versions) {
        this.exchange = exchange;
        this.versions = versions;
        this.search = new VersionSearch(exchange);
    }

    @Override
    public CompletionStage<ObjectNode> item(String collection, String itemId) {
        return exchange.get("collections", collection, "items", itemId)
                .exceptionally(blaming(missing -> poison(missing + "; the item of a change must be in the catalogue")));
    }

    @Override
    public CompletionStage<Optional<String>> previousVersion(VersionQuery query) {
        var own = VersionedId.of(query.itemId());
        if (own.isEmpty()
                || query.itemId().split("\\.", -1).length != query.facets().size() + 2) {
            return completedStage(Optional.empty());
        }
        return versions.before(own.get(), query.itemId(), () -> lookUp(query))
                .exceptionally(blaming(missing -> misconfigured(missing + "; check stac.base_url")));
    }

    /** Newer catalogues name the facets with the project, older ones without. */
    private CompletionStage<List<String>> lookUp(VersionQuery query) {
        return search.ids(query, Optional.of(query.namespace()))
                .thenCompose(ids -> ids.isEmpty() ? search.ids(query, Optional.empty()) : completedStage(ids));
    }

    private static <T> Function<Throwable, T> blaming(Function<String, RuntimeException> whom) {
        return failure -> {
            var cause = failure;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof NotThereException missing) {
                throw whom.apply(missing.getMessage());
            }
            throw cause instanceof RuntimeException known ? known : new CompletionException(cause);
        };
    }
}
