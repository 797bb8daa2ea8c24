package dev.waybill.pid.stac;

import static java.util.concurrent.CompletableFuture.failedStage;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pid.event.Shown;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** What stands in where no STAC API is configured: every question is refused, naming the setting. */
final class NoStacApi implements StacApi {
    @Override
    public CompletionStage<ObjectNode> item(String collection, String itemId) {
        return failedStage(
                DeliveryException.poison("stac.base_url: expected the address of a STAC API to read the item "
                        + Shown.text(itemId) + " from, got nothing; set it and replay the record"));
    }

    @Override
    public CompletionStage<Optional<String>> previousVersion(VersionQuery query) {
        return failedStage(
                DeliveryException.misconfigured("stac.base_url: expected the address of a STAC API to look up"
                        + " previous versions, got nothing; set it, or set lookup.enabled to false"));
    }
}
