package dev.waybill.retry;

import java.util.LinkedHashMap;

/**
 * Whether the sink has taken other keys since some moment: what tells a broken record from a broken sink.
 *
 * <p>Moments are counts of deliveries. Remembers the last delivery of hardly more keys than are asked for. Not
 * thread-safe: the thread that owns the deliveries owns this.
 */
public final class PeerEvidence {
    private final LinkedHashMap<Object, Long> lastDelivery = new LinkedHashMap<>();
    private final int peers;
    private final int remembered;
    private long deliveries;
    private long overcome;

    public PeerEvidence(int peers) {
        this.peers = peers;
        this.remembered = Math.max(1, peers) + 1; // one of them may be the key that is asked about
    }

    /** The present moment. */
    public long now() {
        return deliveries;
    }

    /** Takes note that the sink took a record with {@code key}. */
    public void delivered(Object key) {
        deliveries++;
        lastDelivery.remove(key);
        lastDelivery.put(key, deliveries);
        if (lastDelivery.size() > remembered) {
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

    /** Whether the sink took anything since {@code moment} but for what has {@code key}. */
    public boolean anyOtherSince(long moment, Object key) {
        return othersSince(moment, key) > 0;
    }

    /** Whether the sink took as many keys other than {@code key} since {@code moment} as are asked for. */
    public boolean enoughOthersSince(long moment, Object key) {
        return othersSince(moment, key) >= peers;
    }

    private int othersSince(long moment, Object key) {
        int others = 0;
        for (var entry : lastDelivery.entrySet()) {
            others += entry.getValue() > moment && !entry.getKey().equals(key) ? 1 : 0;
        }
        return others;
    }
}
