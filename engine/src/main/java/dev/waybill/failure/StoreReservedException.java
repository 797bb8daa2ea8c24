package dev.waybill.failure;

import java.io.IOException;

/** Somebody else replays from this store, or cleans it up, at this moment. Nothing was done. */
public final class StoreReservedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String store;
    private final String by;

    /** {@code by} says who, as far as the store knows. */
    public StoreReservedException(String store, String by) {
        super(store + ": another replay is under way (" + by + ")");
        this.store = store;
        this.by = by;
    }

    /** The folder or the topic. */
    public String store() {
        return store;
    }

    /** Who, for a person. */
    public String by() {
        return by;
    }
}
