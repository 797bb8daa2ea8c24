package dev.waybill.pid.intake;

import static dev.waybill.failure.DeliveryException.poison;

import dev.waybill.pid.event.PublicationEvent.Patch;
import dev.waybill.pid.event.PublicationEvent.Publish;
import dev.waybill.pid.event.Shown;
import dev.waybill.pid.patch.PatchException;
import dev.waybill.pid.stac.StacApi;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Items as they are after a change: fetched from the STAC API, then changed. */
final class PatchedItems {
    private final StacApi stac;

    PatchedItems(StacApi stac) {
        this.stac = stac;
    }

    CompletionStage<Publish> of(Patch event) {
        var collection = event.envelope()
                .collection()
                .orElseThrow(
                        () -> poison("data.payload.collection_id: expected the collection of the item, got nothing"));
        return stac.item(collection, event.itemId())
                .thenApply(item -> new Publish(event.envelope(), event.itemId(), changed(event, item)));
    }

    private static ObjectNode changed(Patch event, ObjectNode item) {
        var result = apply(event, item);
        var id = result.path("id");
        if (!(result instanceof ObjectNode object)) {
            throw poison("data.payload.patch: expected to leave an item, got " + Shown.json(result));
        }
        if (!id.asString("").equals(event.itemId())) {
            throw poison("data.payload.patch: expected to leave the id of the item at %s, got %s"
                    .formatted(Shown.text(event.itemId()), Shown.json(id)));
        }
        return object;
    }

    private static JsonNode apply(Patch event, ObjectNode item) {
        try {
            return event.patch().applyTo(item);
        } catch (PatchException e) {
            throw poison("data.payload.patch" + e.getMessage());
        }
    }
}
