package dev.waybill.why;

/**
 * What is held in memory.
 *
 * @param unfinished records read and not settled
 * @param unfinishedBytes their keys and values
 * @param inFlight deliveries under way
 * @param inFlightBytes their keys and values
 */
public record Load(int unfinished, long unfinishedBytes, int inFlight, long inFlightBytes, Waiting waiting) {
    public static final Load NONE = new Load(0, 0, 0, 0, Waiting.NONE);
}
