package dev.waybill.why;

import java.util.Locale;

/** Where a record is that has not arrived. */
public enum Whereabouts {
    READY("waits for a free place"),
    RUNNING("its delivery is under way"),
    WAITING_FOR_RETRY("waits for its next attempt"),
    HELD_BACK("waits until those before it came back, as after every crash"),
    GATHERED("waits for others to be delivered with"),
    BEING_PARKED("is being set aside"),
    PARKING_REFUSED("the failure store refuses to set it aside"),
    STOPPED("not delivered again before the partition is assigned anew"),
    NOT_SEEN("not delivered");

    private final String words;

    Whereabouts(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
