package example;

/** What a record of the topic says. */
public record Payment(String id, String account, int cents, String state) {
    /** Whether it is to be written down. */
    public boolean isBooked() {
        return "booked".equals(state);
    }
}
