package dev.waybill.retry;

import java.util.LinkedHashMap;

/**
 * Whether the sink has taken other keys since some moment: what tells a broken record from a broken sink.
 *
 * <p>Moments are counts of deliveries. Remembers the last delivery of no more keys than are asked for. Not thread-safe:
 * the thread that owns the deliveries owns this.
 */
public final class PeerEvidence {
    private final LinkedHashMap<Object, Long> lastDelivery = new LinkedHashMap<>();
    private final int peers;
    private long deliveries;
    private long overcome;

    public PeerEvidence(int peers) {
        this.peers = peers;
    }

    /** The present moment. */
    public long now() {
        return deliveries;
    }

    /** Takes note that the sink took a record with {@code key}. */
    public void delivered(Object key) {
        deliveries++;
        if (peers == 0) {
            return;
        }
        lastDelivery.remove(key);
        lastDelivery.put(key, deliveries);
        if (lastDelivery.size() > peers) {
            var oldest = lastDelivery.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Takes note that the sink took a record that it had failed to take so many times: by chance, then. */
    public void overcame(int failures) {
        overcome += failures;
    }

    /** How many failures up to now were by chance. */
    public long overcome() {
        return overcome;
    }

    /** Whether the sink took anything since {@code moment}. */
    public boolean anySince(long moment) {
        return deliveries > moment;
    }

    /** Whether the sink took as many different keys since {@code moment} as are asked for. */
    public boolean enoughSince(long moment) {
        if (peers == 0) {
            return true;
        }
        return lastDelivery.size() == peers && lastDelivery.values().iterator().next() > moment;
    }
}
