package dev.waybill.delivery;

import org.jspecify.annotations.Nullable;

/** What lies in a {@link Mailbox}: one flight, or a whole chunk of them. */
abstract sealed class Message permits Flight, Chunk {
    @Nullable
    Message next;
}
