package dev.waybill.offset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The text form of resume data: {@code wb}, a digit for the version, a letter for the alphabet, and in that alphabet
 * the base, the extras, the held offsets and a CRC-32C of all that, of the first four characters and of the partition that it
 * belongs to.
 */
final class ResumeText {
    static final int PREFIX_CHARS = 4;
    private static final String OURS = "wb";
    private static final char VERSION = '3';

    /** Said how often records failed, but not where. */
    private static final char VERSION_2 = '2';

    private static final int CHECKSUM_BYTES = 4;

    private ResumeText() {}

    static String write(ResumeData data, String topic, int partition, Alphabet alphabet) {
        var bits = new BitWriter();
        bits.number(data.base());
        data.extras().write(bits, data.base());
        if (data.held().isEmpty()) {
            bits.bits(HeldCode.NOTHING_HELD, HeldCode.KIND_BITS);
        } else {
            var code = HeldCode.smallest(data.held(), data.base());
            bits.bits(code.kind(), HeldCode.KIND_BITS);
            code.write(bits);
        }
        return seal(bits.bytes(), topic, partition, alphabet);
    }

    /** The text of {@code body}, its checksum included. */
    static String seal(byte[] body, String topic, int partition, Alphabet alphabet) {
        String prefix = OURS + VERSION + alphabet.letter;
        byte[] all = Arrays.copyOf(body, body.length + CHECKSUM_BYTES);
        int checksum = checksum(prefix, topic, partition, body);
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            all[body.length + i] = (byte) (checksum >>> (24 - 8 * i));
        }
        return prefix + alphabet.write(all);
    }

    static ResumeData read(String text, String topic, int partition) throws DamagedException {
        if (text.length() < PREFIX_CHARS || !text.startsWith(OURS)) {
            throw new DamagedException("these " + text.length() + " characters were not written by Waybill");
        }
        char version = text.charAt(2);
        if (version != VERSION && version != VERSION_2) {
            throw new DamagedException("it was not written by this version of Waybill, nor by one that this one knows");
        }
        byte[] all = alphabet(text.charAt(3)).read(text.substring(PREFIX_CHARS));
        if (all.length < CHECKSUM_BYTES) {
            throw new DamagedException("it ends too early");
        }
        byte[] body = Arrays.copyOf(all, all.length - CHECKSUM_BYTES);
        int checksum = 0;
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            checksum = (checksum << 8) | (all[body.length + i] & 0xFF);
        }
        if (checksum != checksum(text.substring(0, PREFIX_CHARS), topic, partition, body)) {
            throw new DamagedException("its checksum is wrong: it is damaged, or belongs to another partition");
        }
        var bits = new BitReader(body);
        long base = bits.number();
        var extras = version == VERSION ? ResumeExtras.read(bits, base) : ResumeExtras.readVersion2(bits, base);
        var held = HeldCode.read(bits, base);
        bits.end();
        return new ResumeData(base, held, extras);
    }

    private static Alphabet alphabet(char letter) throws DamagedException {
        for (Alphabet alphabet : Alphabet.values()) {
            if (alphabet.letter == letter) {
                return alphabet;
            }
        }
        throw new DamagedException("it is written in an unknown alphabet");
    }

    private static int checksum(String prefix, String topic, int partition, byte[] body) {
        var crc = new CRC32C();
        crc.update((prefix + topic + "-" + partition).getBytes(StandardCharsets.UTF_8));
        crc.update(body);
        return (int) crc.getValue();
    }
}
