package dev.waybill.files.chunk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes the few MessagePack types of a chunk, each in its shortest form. Used by one thread, for one value. */
final class MsgpackWriter {
    /** More than all headers, numbers and the array of one chunk together. */
    private static final int HEADERS = 96;

    private final ByteBuffer out;

    /** Room for texts and binaries of so many bytes in all. */
    MsgpackWriter(int bytes) {
        out = ByteBuffer.allocate(Math.addExact(bytes, HEADERS));
    }

    void array(int size) {
        if (size > 15) {
            throw new IllegalArgumentException("expected 15 elements or fewer, got " + size);
        }
        out.put((byte) (0x90 | size));
    }

    void text(byte[] utf8) {
        if (utf8.length <= 31) {
            out.put((byte) (0xa0 | utf8.length));
        } else {
            length(utf8.length, 0xd9);
        }
        out.put(utf8);
    }

    void binary(byte[] bytes) {
        binary(ByteBuffer.wrap(bytes));
    }

    void binary(ByteBuffer bytes) {
        length(bytes.remaining(), 0xc4);
        out.put(bytes.duplicate());
    }

    /** A number of 0 or more. */
    void whole(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("expected 0 or more, got " + number);
        }
        if (number <= 0x7f) {
            out.put((byte) number);
        } else if (number <= 0xff) {
            out.put((byte) 0xcc).put((byte) number);
        } else if (number <= 0xffff) {
            out.put((byte) 0xcd).putShort((short) number);
        } else if (number <= 0xffff_ffffL) {
            out.put((byte) 0xce).putInt((int) number);
        } else {
            out.put((byte) 0xcf).putLong(number);
        }
    }

    void real(double number) {
        out.put((byte) 0xcb).putDouble(number);
    }

    /** The three codes for a length of one, two and four bytes follow one another. */
    private void length(int length, int firstCode) {
        if (length <= 0xff) {
            out.put((byte) firstCode).put((byte) length);
        } else if (length <= 0xffff) {
            out.put((byte) (firstCode + 1)).putShort((short) length);
        } else {
            out.put((byte) (firstCode + 2)).putInt(length);
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }
}
