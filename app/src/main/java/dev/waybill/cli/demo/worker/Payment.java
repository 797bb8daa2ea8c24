package dev.waybill.cli.demo.worker;

/**
 * What the records of the streams story say.
 *
 * @param state {@code booked}, or anything else while it is not to be written down
 */
public record Payment(int number, String account, int cents, String state) {
    boolean isBooked() {
        return state.equals("booked");
    }

    /** A line of the ledger. */
    String line() {
        return number + "," + account + "," + cents + "\n";
    }
}
