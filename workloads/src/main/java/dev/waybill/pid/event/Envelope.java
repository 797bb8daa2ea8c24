package dev.waybill.pid.event;

import java.util.Optional;

/**
 * What every publication event carries, whatever it asks for.
 *
 * @param eventId {@code metadata.event_id}, the same for every copy of the event
 * @param time {@code metadata.time} as it was written, mostly without a zone
 * @param collection {@code data.payload.collection_id}
 */
public record Envelope(Optional<String> eventId, Optional<String> time, Optional<String> collection) {}
