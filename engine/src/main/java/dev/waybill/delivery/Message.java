package dev.waybill.delivery;

import org.jspecify.annotations.Nullable;

/** What lies in a {@link Mailbox}: one piece, or a whole chunk of flights. */
abstract sealed class Message permits Piece, Chunk {
    @Nullable
    Message next;

    /** Its place among those that are with the workers; the loop's own. */
    @Nullable
    Message outBefore;

    @Nullable
    Message outAfter;
}
