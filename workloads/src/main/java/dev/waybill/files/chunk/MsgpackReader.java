package dev.waybill.files.chunk;

import static dev.waybill.failure.DeliveryException.poison;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads the few MessagePack types of a chunk from a value nobody vouches for. Bytes come as views of the value, and a length
 * is held against what is left before anything is done with it. What is not as expected is poison; the reason names the field.
 * Used by one thread.
 */
final class MsgpackReader {
    private static final double LARGEST_WHOLE = 0x1p62;
    private static final int LONGEST_NUMBER = 20;

    private final ByteBuffer in;

    MsgpackReader(byte[] value) {
        in = ByteBuffer.wrap(value).asReadOnlyBuffer();
    }

    int array() {
        int code = code("a chunk");
        if (code >> 4 == 0x9) {
            return code & 0xf;
        }
        if (code == 0xdc || code == 0xdd) {
            long size = code == 0xdc ? unsigned(2, "a chunk") : unsigned(4, "a chunk");
            return (int) Math.min(size, Integer.MAX_VALUE);
        }
        throw poison("a chunk: expected a MessagePack array, got " + name(code));
    }

    /** Binary or text, whichever it was written as. */
    ByteBuffer bytes(String field) {
        int code = code(field);
        long length = lengthOfBytes(code, field);
        if (length < 0) {
            throw poison(field + ": expected bytes, got " + name(code));
        }
        return take(length, field);
    }

    String text(String field) {
        int code = code(field);
        long length = lengthOfBytes(code, field);
        if (length < 0) {
            throw poison(field + ": expected text, got " + name(code));
        }
        return utf8(take(length, field), field);
    }

    /** A whole number; one that was written as a fraction without a rest, or as decimal digits, counts too. */
    long whole(String field) {
        int code = code(field);
        if (code <= 0x7f) {
            return code;
        }
        if (code >= 0xe0) {
            return (byte) code;
        }
        if (code >= 0xcc && code <= 0xcf) {
            return unsigned(1 << (code - 0xcc), field);
        }
        if (code >= 0xd0 && code <= 0xd3) {
            return signed(1 << (code - 0xd0), field);
        }
        if (code == 0xca || code == 0xcb) {
            double number = fraction(code, field);
            if (number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE) {
                return (long) number;
            }
            throw poison(field + ": expected a whole number, got " + number);
        }
        String digits = digits(code, field);
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw poison(field + ": expected a whole number, got " + Shown.text(digits));
        }
    }

    /** A number; a whole one, or decimal digits, count too. */
    double real(String field) {
        int code = code(field);
        if (code == 0xca || code == 0xcb) {
            return fraction(code, field);
        }
        in.position(in.position() - 1);
        return whole(field);
    }

    void end() {
        if (in.hasRemaining()) {
            throw poison("a chunk: expected its end, got " + in.remaining() + " bytes more");
        }
    }

    private int code(String field) {
        require(1, field);
        return in.get() & 0xff;
    }

    /** Below 0: neither text nor binary. */
    private long lengthOfBytes(int code, String field) {
        if (code >> 5 == 0x5) {
            return code & 0x1f;
        }
        if (code >= 0xc4 && code <= 0xc6) {
            return unsigned(1 << (code - 0xc4), field);
        }
        if (code >= 0xd9 && code <= 0xdb) {
            return unsigned(1 << (code - 0xd9), field);
        }
        return -1;
    }

    private String digits(int code, String field) {
        long length = lengthOfBytes(code, field);
        if (length < 0 || length > LONGEST_NUMBER) {
            throw poison(field + ": expected a number, got " + name(code));
        }
        return utf8(take(length, field), field);
    }

    private ByteBuffer take(long length, String field) {
        require(length, field);
        ByteBuffer view = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return view;
    }

    private static String utf8(ByteBuffer bytes, String field) {
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw poison(field + ": expected UTF-8, got other bytes");
        }
    }

    private double fraction(int code, String field) {
        require(code == 0xca ? 4 : 8, field);
        return code == 0xca ? in.getFloat() : in.getDouble();
    }

    private long unsigned(int bytes, String field) {
        require(bytes, field);
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = (number << 8) | (in.get() & 0xff);
        }
        if (number < 0) {
            throw poison(field + ": expected less than 2^63, got " + Long.toUnsignedString(number));
        }
        return number;
    }

    private long signed(int bytes, String field) {
        require(bytes, field);
        long number = in.get();
        for (int i = 1; i < bytes; i++) {
            number = (number << 8) | (in.get() & 0xff);
        }
        return number;
    }

    private void require(long bytes, String field) {
        if (bytes > in.remaining()) {
            throw poison(field + ": expected " + bytes + " bytes, got " + in.remaining() + " to the end of the value");
        }
    }

    private static String name(int code) {
        if (code >> 4 == 0x8 || code == 0xde || code == 0xdf) {
            return "a map";
        }
        if (code >> 4 == 0x9 || code == 0xdc || code == 0xdd) {
            return "an array";
        }
        if (code >> 5 == 0x5 || (code >= 0xd9 && code <= 0xdb)) {
            return "text";
        }
        if (code >= 0xc4 && code <= 0xc6) {
            return "binary";
        }
        if ((code >= 0xc7 && code <= 0xc9) || (code >= 0xd4 && code <= 0xd8)) {
            return "an extension";
        }
        return switch (code) {
            case 0xc0 -> "nil";
            case 0xc1 -> "the code 0xc1, which is never used";
            case 0xc2, 0xc3 -> "a boolean";
            default -> "a number";
        };
    }
}
