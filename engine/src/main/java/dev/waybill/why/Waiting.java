package dev.waybill.why;

/**
 * Records that were read and are neither settled nor with a worker.
 *
 * @param turn behind another record with their key, or for a free place
 * @param retry for their next attempt
 * @param parking to be set aside, or being set aside now
 * @param gather for others to be delivered with
 */
public record Waiting(int turn, int retry, int parking, int gather) {
    public static final Waiting NONE = new Waiting(0, 0, 0, 0);

    public int all() {
        return turn + retry + parking + gather;
    }

    /** Both together. */
    public Waiting plus(Waiting other) {
        return new Waiting(turn + other.turn, retry + other.retry, parking + other.parking, gather + other.gather);
    }
}
