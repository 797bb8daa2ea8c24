package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.record.Position;
import java.util.Base64;

/**
 * One record, or a part of one, on its way to the {@link StormServer}.
 *
 * @param owner the process that sends it, and its period with the partition
 * @param part its number and how many there are, as {@code 1/3}
 * @param content the record's {@link Event#content content}
 */
record StormLine(String owner, Position at, String part, String content) {
    private static final int FIELDS = 6;

    String text() {
        return String.join(
                "\t", owner, at.topic(), Integer.toString(at.partition()), Long.toString(at.offset()), part, content);
    }

    static StormLine parse(String text) {
        String[] fields = text.split("\t", FIELDS);
        var at = new Position(fields[1], Integer.parseInt(fields[2]), Long.parseLong(fields[3]));
        return new StormLine(fields[0], at, fields[4], fields[5]);
    }

    /** The record's value, as text. */
    String value() {
        String value = content.split("\\.", -1)[1];
        return value.equals("-") ? "" : new String(Base64.getDecoder().decode(value), UTF_8);
    }
}
