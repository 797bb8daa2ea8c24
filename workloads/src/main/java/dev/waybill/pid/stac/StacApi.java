package dev.waybill.pid.stac;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.waybill.pid.settings.StacSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/**
 * The catalogue of published items. Answers fail with a {@link dev.waybill.failure.DeliveryException}. Thread-safe.
 */
public interface StacApi {
    /**
     * Which versions to look for: those whose id differs from {@code itemId} in nothing but the version.
     *
     * @param facets names of the parts of the id between the project and the version, in their order; a blank name is
     *     not searched by
     */
    record VersionQuery(String collection, String itemId, String namespace, List<String> facets) {
        public VersionQuery {
            facets = List.copyOf(facets);
        }
    }

    /** An item as the catalogue has it; an item it does not know is poison. */
    CompletionStage<ObjectNode> item(String collection, String itemId);

    /** The id of the version before that of the query, if there is one. */
    CompletionStage<Optional<String>> previousVersion(VersionQuery query);

    /** The API the settings name, or one that refuses every question where they name none. */
    static StacApi of(StacSettings settings) {
        return settings.baseUrl()
                .<StacApi>map(base -> {
                    var exchange = new StacExchange(base, new BoundedStacHttp(settings.timeout()));
                    return new HttpStacApi(exchange, new KnownVersions(Ticker.systemTicker()));
                })
                .orElseGet(NoStacApi::new);
    }
}
