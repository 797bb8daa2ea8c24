package dev.waybill.pid.event;

import dev.waybill.pid.patch.ItemPatch;
import tools.jackson.databind.node.ObjectNode;

/** One ESGF publication event: a dataset appears, changes or goes. */
public sealed interface PublicationEvent {
    Envelope envelope();

    /** The id of the STAC item the event is about; never blank. */
    String itemId();

    /** The complete item as it is from now on. */
    record Publish(Envelope envelope, String itemId, ObjectNode item) implements PublicationEvent {}

    /** A change to an item that has to be asked for. */
    record Patch(Envelope envelope, String itemId, ItemPatch patch) implements PublicationEvent {}

    /** The item is gone. */
    record Delete(Envelope envelope, String itemId) implements PublicationEvent {}

    /** The item is withdrawn but stays known: a PATCH with nothing but an item id. */
    record Revoke(Envelope envelope, String itemId) implements PublicationEvent {}
}
