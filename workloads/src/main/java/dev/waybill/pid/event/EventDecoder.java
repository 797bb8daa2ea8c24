package dev.waybill.pid.event;

import static dev.waybill.failure.DeliveryException.poison;

import dev.waybill.pid.patch.ItemPatch;
import dev.waybill.pid.patch.PatchException;
import dev.waybill.record.KafkaRecord;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Reads publication events in every shape the federation sends. What is no event is refused as poison, with the path
 * of the member, what came and what was expected. Members it does not know are left alone, among them what a failure
 * file adds to a line.
 */
public final class EventDecoder {
    private EventDecoder() {}

    public static PublicationEvent decode(KafkaRecord record) {
        var event = new Member("", EventJson.parse(record.value()));
        var payload = event.requiredObject("data").requiredObject("payload");
        var envelope = envelope(event, payload);
        var method = payload.text("method").map(text -> text.strip().toUpperCase(Locale.ROOT));
        if (method.isEmpty() && payload.present("item").isPresent()) {
            return publish(envelope, payload);
        }

        return switch (method.orElse("")) {
            case "POST", "PUT" -> publish(envelope, payload);
            case "PATCH", "JSON_PATCH" -> change(envelope, payload, method.get());
            case "DELETE" -> new PublicationEvent.Delete(envelope, itemId(payload));
            default ->
                throw poison("data.payload.method: expected POST, PUT, PATCH, JSON_PATCH or DELETE, got "
                        + Shown.json(payload.json().get("method")));
        };
    }

    private static Envelope envelope(Member event, Member payload) {
        var metadata = event.object("metadata");
        return new Envelope(
                metadata.flatMap(m -> m.text("event_id")),
                metadata.flatMap(m -> m.text("time")),
                payload.text("collection_id"));
    }

    private static PublicationEvent publish(Envelope envelope, Member payload) {
        var item = payload.requiredObject("item");
        item.requiredText("id");
        return new PublicationEvent.Publish(envelope, itemId(payload), item.json());
    }

    private static PublicationEvent change(Envelope envelope, Member payload, String method) {
        var patch = payload.present("patch");
        var isWholeItem = payload.present("item").isPresent();
        if (patch.isPresent() && isWholeItem) {
            throw poison("data.payload: expected either patch or item, got both;"
                    + " an item replaces what a patch would change");
        }
        if (isWholeItem) {
            return publish(envelope, payload);
        }

        var itemId = payload.requiredText("item_id");
        if (patch.isPresent()) {
            return new PublicationEvent.Patch(envelope, itemId, patch(patch.get()));
        }
        if (method.equals("PATCH")) {
            return new PublicationEvent.Revoke(envelope, itemId);
        }
        throw poison("data.payload.patch: expected a list of operations, got nothing");
    }

    private static ItemPatch patch(JsonNode json) {
        try {
            return ItemPatch.of(json);
        } catch (PatchException e) {
            throw poison("data.payload.patch" + e.getMessage());
        }
    }

    /** The id the event gives, once or twice; two that differ are refused. */
    private static String itemId(Member payload) {
        var own = payload.text("item_id");
        var ofItem = payload.object("item").flatMap(item -> item.text("id"));
        if (own.isPresent() && ofItem.isPresent() && !own.equals(ofItem)) {
            throw poison("data.payload.item_id: expected the id of the item, %s, got %s"
                    .formatted(Shown.text(ofItem.get()), Shown.text(own.get())));
        }
        return own.or(() -> ofItem).orElseGet(() -> payload.requiredText("item_id"));
    }
}
