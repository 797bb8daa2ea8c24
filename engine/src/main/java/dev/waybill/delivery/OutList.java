package dev.waybill.delivery;

import java.util.function.Consumer;

/**
 * What is with the workers, as it was handed over: for one who asks what is in flight. Costs two links for each, so that it can be kept
 * while nobody asks. Confined to the loop's thread.
 */
final class OutList {
    private final Message ends = Chunk.ofFlights(0, 0);

    OutList() {
        ends.outBefore = ends;
        ends.outAfter = ends;
    }

    void add(Message message) {
        Message last = ends.outBefore;
        if (message.outAfter != null || last == null) {
            return;
        }
        last.outAfter = message;
        message.outBefore = last;
        message.outAfter = ends;
        ends.outBefore = message;
    }

    /** Nothing happens to one that is not in it. */
    void remove(Message message) {
        Message before = message.outBefore;
        Message after = message.outAfter;
        if (before != null && after != null) {
            before.outAfter = after;
            after.outBefore = before;
            message.outBefore = null;
            message.outAfter = null;
        }
    }

    void forEach(Consumer<Message> shown) {
        for (Message one = ends.outAfter; one != null && one != ends; one = one.outAfter) {
            shown.accept(one);
        }
    }
}
