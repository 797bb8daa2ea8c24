package dev.waybill.failure;

import dev.waybill.record.Position;
import java.time.Instant;

/**
 * Ids of parked records: 20 hexadecimal digits that follow from where the record stood, how often it had been replayed and
 * when it was parked, to the millisecond. So a store need not keep an id to know it.
 */
public final class ParkedIds {
    /** 80 bits: among a million parked records, two with the same id are less likely than one in a trillion. */
    private static final int DIGITS = 20;

    private ParkedIds() {}

    public static String of(Position position, int attempt, Instant at) {
        return ShortHash.of(DIGITS, position.toString(), Integer.toString(attempt), Long.toString(at.toEpochMilli()));
    }

    /** The id of a line that a foreign program wrote, which may lack all of that: its text names it. */
    public static String ofText(String text) {
        return ShortHash.of(DIGITS, text);
    }
}
