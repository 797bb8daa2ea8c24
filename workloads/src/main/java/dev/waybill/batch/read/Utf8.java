package dev.waybill.batch.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8: no overlong forms, no halves of characters, nothing beyond U+10FFFF. */
public final class Utf8 {
    /** The three bytes of a byte order mark, one character each. */
    static final String BOM = "\u00ef\u00bb\u00bf";

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** Where the first byte is that belongs to no character; -1 where all do. */
    public static int firstBad(byte[] in, int from, int to) {
        int at = from;
        while (at < to) {
            if (at + Long.BYTES <= to && ((long) LONGS.get(in, at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
            } else if (in[at] >= 0) {
                at++;
            } else {
                int length = lengthAt(in, at, to);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return -1;
    }

    /** Of the character that begins with a byte above 0x7f; 0 where none does. */
    private static int lengthAt(byte[] in, int at, int to) {
        int first = in[at] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int second = in[at + 1] & 0xff;
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((in[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
