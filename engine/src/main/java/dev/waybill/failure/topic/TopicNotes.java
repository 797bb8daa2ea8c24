package dev.waybill.failure.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.FailureNote;
import dev.waybill.failure.file.NoteLine;
import java.io.IOException;

/**
 * Notes about parked records among the marks of their topic: each has a key of its own, so that compaction keeps it. One
 * that is too large for a record is a file, and its record the claim on it. Immutable.
 */
record TopicNotes(Claims claims) {
    private static final String PREFIX = "note.";
    private static final String CLAIM = "claim:";
    private static final int LARGEST = 512 << 10;

    /** Whether a record of the marks is a note. */
    static boolean isKey(String key) {
        return key.startsWith(PREFIX);
    }

    byte[] key(FailureNote note) {
        return (PREFIX + note.mark() + "." + note.at().toEpochMilli()).getBytes(US_ASCII);
    }

    byte[] value(FailureNote note) throws IOException {
        byte[] line = NoteLine.write(note).getBytes(UTF_8);
        return line.length <= LARGEST ? line : (CLAIM + claims.keep(line)).getBytes(US_ASCII);
    }

    /**
     * The note that a record of the marks is.
     *
     * @throws IllegalArgumentException with a reason for a person, if it is none
     */
    FailureNote read(byte[] value) throws IOException {
        String text = new String(value, UTF_8);
        return NoteLine.read(
                text.startsWith(CLAIM) ? new String(claims.redeem(text.substring(CLAIM.length())), UTF_8) : text);
    }
}
