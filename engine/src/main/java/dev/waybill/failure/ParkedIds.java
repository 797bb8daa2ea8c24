package dev.waybill.failure;

import dev.waybill.record.KafkaRecord;

/**
 * Ids of parked records: 20 hexadecimal digits that follow from where the record stood, its timestamp and how often it had
 * been replayed. So a store need not keep an id to know it, and a record that a crash or a failing store parks twice is
 * one entry. The timestamp tells records apart that stood at one place, one after the other, because a topic was created
 * again.
 */
public final class ParkedIds {
    /** 80 bits: among a million parked records, two with the same id are less likely than one in a trillion. */
    private static final int DIGITS = 20;

    private ParkedIds() {}

    public static String of(KafkaRecord record) {
        return ShortHash.of(
                DIGITS,
                record.position().toString(),
                Integer.toString(record.attempt()),
                Long.toString(record.timestamp()));
    }

    /** The id of a line that a foreign program wrote, which may lack all of that: its text names it. */
    public static String ofText(String text) {
        return ShortHash.of(DIGITS, text);
    }
}
